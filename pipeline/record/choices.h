/// The boxes of one choice -> its value.
#pragma once

#include "pipeline/recognize/reading.h"
#include "pipeline/record/field_meaning.h"

#include <vector>

namespace tanfang {

/// @param boxes  one per option, in form order; nullptr: not read
FieldMeaning decode_choice(const Field& field, const std::vector<const MarkReading*>& boxes);

}  // namespace tanfang
