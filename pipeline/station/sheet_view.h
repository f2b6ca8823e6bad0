/// A record as the screen needs it: fields in form order, with names, options, places and doubts.
///
/// in:  a line of Home::record(), the field model of its form
/// out: JSON for the browser; numbers of persons and cards are masked
#pragma once

#include "pipeline/base/json.h"
#include "pipeline/form/field_model.h"
#include "pipeline/station/review_policy.h"

#include <string>

namespace tanfang {

/// @return {"record", "revision", "form", "serial", "status", "pages": [{"copy", "page",
/// "rotation",
///         "spots": {spot: quad}}], "fields": [{"id", "zh", "type", "options", "value", "state",
///         "open", "masked", "candidates", "page", "spots", "findings", "by", "at"}]}
///
/// What the clerk keys blind he does not see until he has keyed it: while it is open it has "blind"
/// true and neither value nor candidates. What he only confirms has "confirm"
/// true, what he answered against the ink "again".
///
/// @param record  with its questions, as add_questions()
Json sheet_view(const Json& record, const FieldModel& model, const ReviewPolicies& policies = {});

/// One field of a record, to be answered in a row with those of other records.
///
/// @param blind  as sheet_view(), also where it is not open
/// @return {"record", "revision", "form", "serial", "field": as in sheet_view()}
/// @throws Error  Fault::bad_usage if the record has no such field
Json field_item(const Json& record, const FieldModel& model, const std::string& field,
                bool blind = false);

/// What each page claims about a field, for which copies contradict each other.
///
/// @return [{"page", "copy", "value", "spots"}], pages that claim only; numbers of persons are
/// masked
Json claims_of_copies(const Json& record, const FieldModel& model, const std::string& field);

}  // namespace tanfang
