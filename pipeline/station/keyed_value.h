/// What a clerk keyed -> a value in the grammar of the records.
#pragma once

#include "pipeline/base/json.h"
#include "pipeline/form/field_model.h"

namespace tanfang {

/// @param keyed  a string; for choices an array of option ids; null, "" and [] mean blank
/// @return       null for a blank
/// @throws Error Fault::bad_usage, in words for the clerk, if it is no value of this field
Json keyed_value(const Field& field, const FieldModel& model, const Json& keyed);

/// Whether a value is shown only on demand: numbers of persons and cards.
bool is_masked(const Field& field);

/// "350***********0010"; shorter texts become stars.
std::string masked(const std::string& text);

}  // namespace tanfang
