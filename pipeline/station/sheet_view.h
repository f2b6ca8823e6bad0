/// A record as the screen needs it: fields in form order, with names, options, places and doubts.
///
/// in:  a line of Home::record(), the field model of its form
/// out: JSON for the browser; numbers of persons and cards are masked
#pragma once

#include "pipeline/base/json.h"
#include "pipeline/form/field_model.h"

namespace tanfang {

/// @return {"record", "revision", "form", "serial", "status", "pages": [{"copy", "page",
/// "rotation",
///         "spots": {spot: quad}}], "fields": [{"id", "zh", "type", "options", "value", "state",
///         "open", "masked", "candidates", "page", "spots", "findings", "by", "at"}]}
Json sheet_view(const Json& record, const FieldModel& model);

}  // namespace tanfang
