/// What is known before a sheet is read: county, divisions, today's date, rules, word lists.
///
/// in:  templates/{rules,lexicon,duties}.json; a settings file S.json
/// out: Knowledge
#pragma once

#include "pipeline/recognize/calibration.h"
#include "pipeline/record/calendar.h"
#include "pipeline/record/divisions.h"
#include "pipeline/record/lexicon.h"
#include "pipeline/record/routing.h"
#include "pipeline/record/rule_table.h"

#include <filesystem>
#include <optional>
#include <string>

namespace tanfang {

struct Knowledge {
    std::string county;   ///< six digits; empty: not known
    Divisions divisions;  ///< empty: then no rule about places is evaluated
    Date today{};
    RuleTable rules;
    Lexicon lexicon;
    Routing routing;
    Calibration calibration;  ///< how far the readers may be trusted; by default nothing that they
                              ///< read is claimed
};

/// @param templates  the folder with rules.json, lexicon.json, duties.json
/// @param settings   {"county": "350599", "divisions": "divisions.csv", "today": "2026-11-01",
///                   "rules": {...}, "lexicons": {...}}, every member optional, the path of
///                   `divisions` relative to the settings file; nothing: the defaults, today by the
///                   clock
/// @throws Error     Fault::bad_settings naming file and key (or the line of the divisions table);
///                   Fault::bad_template if a file of the product is damaged
Knowledge load_knowledge(const std::filesystem::path& templates,
                         const std::optional<std::filesystem::path>& settings);

}  // namespace tanfang
