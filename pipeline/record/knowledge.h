/// What is known before a sheet is read: county, divisions, today's date, rules, word lists.
///
/// in:  templates/{rules,lexicon,duties,divisions/area_codes}.json; a settings file S.json
/// out: Knowledge
#pragma once

#include "pipeline/recognize/calibration.h"
#include "pipeline/record/calendar.h"
#include "pipeline/record/divisions.h"
#include "pipeline/record/lexicon.h"
#include "pipeline/record/routing.h"
#include "pipeline/record/rule_table.h"

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace tanfang {

struct Knowledge {
    std::string county;            ///< six digits; empty: not known
    Divisions divisions;           ///< empty: then no rule about places is evaluated
    Divisions divisions_ever;      ///< those included that have ended or not begun; or empty
    bool divisions_named = false;  ///< by the settings: then no other table takes their place
    std::set<std::string>
        area_codes;  ///< of all counties since 1980, as ID numbers begin with them
    /// Of the station, codes or names of townships; empty: not known.
    std::vector<std::string> townships;
    /// The lists of departments that a home has, asked of an ID number: option of subject_types ->
    /// whether the person is on its list. Called by several threads at once; empty: no home.
    std::function<std::map<std::string, bool>(const std::string& id_no)> on_lists;
    Date today{};
    RuleTable rules;
    Lexicon lexicon;
    Routing routing;
    /// How clerks are asked, where a county wants it otherwise than templates/fields.json says:
    /// {form: {field: policy}}.
    Json review = Json::object();
    Calibration calibration;  ///< how far the readers may be trusted; by default nothing that they
                              ///< read is claimed
};

/// What is known about a sheet of a day: with the divisions that held then.
///
/// @param day  "2026-03-05"
/// @return     nothing where that are those of today
std::optional<Knowledge> knowledge_on(const Knowledge& knowledge, const std::string& day);

/// @param templates  the folder with rules.json, lexicon.json, duties.json, divisions/
/// @param settings   {"county": "350599", "townships": ["湖滨街道"], "divisions": "divisions.csv",
///                   "today": "2026-11-01", "rules": {...}, "lexicons": {...},
///                   "review": {"visit": {"visit_date": "auto"}}}, every member optional, paths
///                   relative to the settings file; nothing: the defaults, today by the clock
/// @throws Error     Fault::bad_settings naming file and key (or the line of the divisions table);
///                   Fault::bad_template if a file of the product is damaged
Knowledge load_knowledge(const std::filesystem::path& templates,
                         const std::optional<std::filesystem::path>& settings);

}  // namespace tanfang
