/// What a person decides about a field of a record, or about all of it, and what of it stands.
///
/// in:  the decisions of a record's document, in order: {"number", "field", "kind", "value", "by",
/// "at"}
///      and, of kind "undo", "undoes", the number of the decision that it takes back; of kind
///      "voided" or "rescan", "pages", how many pages the record had
/// out: the decision that stands for each field
#pragma once

#include "pipeline/base/json.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace tanfang {

enum class DecisionKind {
    value,       ///< a person read this value on the paper
    as_read,     ///< what the program read (or found blank) is right
    unreadable,  ///< nobody can read it; the value is null
    voided,      ///< the record counts for nothing; the field is "", the value the reason
    rescan,      ///< nobody goes on with it before the sheet is scanned once more; as voided
};

/// As in JSON: "value", "as_read", "unreadable", "voided", "rescan".
std::string decision_kind_name(DecisionKind kind);

/// @throws Error  Fault::bad_usage if the name is none of these
DecisionKind decision_kind_named(const std::string& name);

/// A decision before it is noted.
struct NewDecision {
    std::string record;
    std::int64_t revision = 0;  ///< of the record that the person saw
    std::string field;
    DecisionKind kind = DecisionKind::value;
    /// For DecisionKind::value in the grammar of the records, for voided and rescan the reason;
    /// else ignored.
    Json value;
    std::string actor;  ///< who decides
};

/// The decision that stands for each field: the last one that was not taken back.
std::map<std::string, Json> standing_decisions(const Json& decisions);

/// The decision about a whole record, voided or rescan, that stands; nothing if there is none, or
/// pages have come since: a sheet that is scanned again counts.
std::optional<Json> standing_of_record(const Json& decisions, DecisionKind kind, std::size_t pages);

/// The number of the last decision of this person that was not taken back; nothing if there is
/// none.
std::optional<int> last_decision_of(const Json& decisions, const std::string& actor);

}  // namespace tanfang
