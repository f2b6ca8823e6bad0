/// A record as the screen needs it: fields in form order, with names, options, places and doubts.
///
/// in:  a line of Home::record(), the field model of its form
/// out: JSON for the browser; numbers of persons and cards are masked
#pragma once

#include "pipeline/base/json.h"
#include "pipeline/form/field_model.h"

#include <set>
#include <string>

namespace tanfang {

/// @return {"record", "revision", "form", "serial", "status", "pages": [{"copy", "page",
/// "rotation",
///         "spots": {spot: quad}}], "fields": [{"id", "zh", "type", "options", "value", "state",
///         "open", "masked", "candidates", "page", "spots", "findings", "by", "at"}]}
///
/// @param blind  fields of which the clerk does not see what was read until he has keyed them:
/// while
///               they are open they have "blind" true and neither value nor candidates
Json sheet_view(const Json& record, const FieldModel& model,
                const std::set<std::string>& blind = {});

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
