/// What the station knows while people decide: the rules of the settings by which scans are read
/// here, on the day on which they are asked, the divisions of the home and its lists of
/// departments.
#pragma once

#include "pipeline/app/forms.h"
#include "pipeline/home/home.h"
#include "pipeline/record/knowledge.h"
#include "pipeline/station/station.h"

#include <filesystem>
#include <map>
#include <string>

namespace tanfang {

std::map<std::string, FieldModel> installed_models(const Forms& forms);

/// How fields are reviewed, as the product and the settings have it.
///
/// @throws Error  Fault::bad_settings if the settings name a form, field or policy that is none
PoliciesByForm policies_of(const Forms& forms, const Knowledge& knowledge);

/// The character boxes of the combs on our own prints, by form.
CombsByForm combs_of(const Forms& forms);

class StationRules {
  public:
    /// @param settings  file; empty: none
    StationRules(std::filesystem::path settings, const Forms& forms);

    /// From now on with the divisions and lists of a home, which outlives it.
    void learn_from(Home& home);

    /// See Judge in home/record_findings.h.
    Json judge(const std::string& form, const Json& fields);

    const Knowledge& knowledge() const { return knowledge_; }

  private:
    void load();

    std::filesystem::path settings_;
    std::map<std::string, FieldModel> models_;
    Home* home_ = nullptr;
    Date loaded_on_{};
    Knowledge knowledge_;
};

}  // namespace tanfang
