/// What a person decides about a field of a record, and what of it stands.
///
/// in:  the decisions of a record's document, in order: {"number", "field", "kind", "value", "by",
/// "at"}
///      and, of kind "undo", "undoes", the number of the decision that it takes back
/// out: the decision that stands for each field
#pragma once

#include "pipeline/base/json.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace tanfang {

enum class DecisionKind {
    value,       ///< a person read this value on the paper
    as_read,     ///< what the program read (or found blank) is right
    unreadable,  ///< nobody can read it; the value is null
};

/// As in JSON: "value", "as_read", "unreadable".
std::string decision_kind_name(DecisionKind kind);

/// @throws Error  Fault::bad_usage if the name is none of the three
DecisionKind decision_kind_named(const std::string& name);

/// A decision before it is noted.
struct NewDecision {
    std::string record;
    std::int64_t revision = 0;  ///< of the record that the person saw
    std::string field;
    DecisionKind kind = DecisionKind::value;
    Json value;         ///< only for DecisionKind::value; in the grammar of the records
    std::string actor;  ///< who decides
};

/// The decision that stands for each field: the last one that was not taken back.
std::map<std::string, Json> standing_decisions(const Json& decisions);

/// The number of the last decision of this person that was not taken back; nothing if there is
/// none.
std::optional<int> last_decision_of(const Json& decisions, const std::string& actor);

}  // namespace tanfang
