/// What the fields of a record are, from its pages and from what people decided.
///
/// in:  the lines of a record's pages (tanfang-record/1), the decisions that stand
/// out: field -> {"value", "state", "confidence"}, or {"value", "state": "decided", "kind", "by",
/// "at"}
#pragma once

#include "pipeline/base/json.h"
#include "pipeline/home/read_page.h"

#include <map>
#include <string>
#include <vector>

namespace tanfang {

/// Every field once, in the order of the pages. Copies of a page that claim the same value agree;
/// where they claim different values, the field is "doubtful" with the value of the first. What a
/// person decided replaces what was read.
///
/// @param lines     an array; rejected pages have no fields
/// @param standing  as standing_decisions()
Json record_fields(const Json& lines, const std::map<std::string, Json>& standing);

/// The fields that ask a person and that nobody has decided, in the order of the record: doubtful
/// or unreadable on a page, claimed differently by two copies, or named by a rule that found an
/// error. A decided field is open again while a rule objects to what was decided, until somebody
/// decides it once more.
///
/// @param findings  as standing_findings()
std::vector<std::string> open_fields(const Json& lines, const std::map<std::string, Json>& standing,
                                     const Json& findings);

/// The status of a record's pages with what people decided: a page that asked, and of which every
/// question is decided, counts as accepted. Pages without any question in their fields, e.g. of a
/// foreign form, still ask.
///
/// @param findings  as standing_findings()
PageStatus decided_status(const Json& lines, const std::map<std::string, Json>& standing,
                          const Json& findings);

}  // namespace tanfang
