/// The structured result of one page: what each field means, and what the rules say about it.
///
/// in:  –
/// out: CheckedRecord, the last value of the chain before people and the archive
#pragma once

#include "pipeline/base/json.h"

#include <string>
#include <utility>
#include <vector>

namespace tanfang {

/// The claim about a field. `read`, `derived` and `blank` claim; the other two ask a person.
enum class FieldState {
    read,        ///< it stands on the paper
    derived,     ///< it follows from what stands there ("同上", "无", a first-generation number)
    blank,       ///< nothing is written or ticked
    doubtful,    ///< something is there; `value` is the best guess or null
    unreadable,  ///< something is there and nobody has a guess
};

/// As in JSON: "read", "derived", "blank", "doubtful", "unreadable".
std::string_view state_name(FieldState state) noexcept;

bool claims(FieldState state) noexcept;  ///< read, derived or blank

enum class Severity { error, warning, information };

char severity_letter(Severity severity) noexcept;  ///< E, W, I

struct FieldValue {
    Json value;  ///< null, string, integer, array of option ids, place or signature object
    FieldState state = FieldState::unreadable;
    double confidence = 0;  ///< 0..1, of the weakest reading it rests on
};

struct Finding {
    std::string rule;  ///< "R11"
    Severity severity = Severity::error;
    std::vector<std::string> fields;
    std::string text;  ///< Chinese, for the clerk
};

/// As in JSON: an array of {"rule", "severity", "fields", "text"}.
Json findings_json(const std::vector<Finding>& findings);

struct CheckedRecord {
    std::vector<std::pair<std::string, FieldValue>>
        fields;                     ///< form order, fields of this page only
    std::vector<Finding> findings;  ///< in the order of the rule numbers
    /// Rules that concern this page and that it alone cannot answer, wholly or in part (README.md
    /// says why): they need another page, the register, earlier sheets or a table that is not
    /// there.
    std::vector<std::string> not_evaluated;
};

/// True if a person has to look: a field asks, or a rule found an error.
bool needs_review(const CheckedRecord& record);

}  // namespace tanfang
