/// The validation rules as data: severity, switch, parameters and words of every rule.
///
/// in:  templates/rules.json, overrides of a settings file
/// out: RuleTable
#pragma once

#include "pipeline/base/json.h"
#include "pipeline/record/record.h"

#include <map>
#include <string>
#include <vector>

namespace tanfang {

/// One way in which a rule can be broken.
struct RuleCase {
    Severity severity = Severity::error;
    std::string text;  ///< Chinese, with placeholders in braces: "{field}应为 18 位"
};

struct Rule {
    std::string id;  ///< "R14"
    bool enabled = true;
    Json parameters = Json::object();       ///< numbers or lists
    std::map<std::string, RuleCase> cases;  ///< name -> case; none: no single page can answer it
    std::vector<std::string> forms;         ///< the forms it concerns
    std::string
        not_evaluated;  ///< why a page alone cannot answer it (or a part of it); empty: it can
};

using RuleTable = std::map<std::string, Rule>;

/// @param json   the content of templates/rules.json
/// @throws Error Fault::bad_template naming the rule
RuleTable parse_rules(const Json& json);

/// Changes rules as a county wishes.
///
/// @param overrides  {"R14": {"enabled": true, "severity": "W" | {"too_young": "W"},
///                            "parameters": {"minimum_age": 55}}}, every member optional
/// @param where      for messages, the settings file
/// @throws Error     Fault::bad_settings naming the key: an unknown rule, case, parameter or
///                   severity, or a parameter of another type
void override_rules(RuleTable& rules, const Json& overrides, const std::string& where);

}  // namespace tanfang
