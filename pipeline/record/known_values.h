/// Values of a sheet, read or decided by a person -> what the rules look at.
///
/// in:  the fields of a record as a home shows them
/// out: PageFields without the evidence of the ink
#pragma once

#include "pipeline/record/field_meaning.h"

namespace tanfang {

/// @param fields  see check_values()
/// @return        form order; a place that a person keyed has its code where its name is one place
///                only
PageFields meaning_of_values(const Json& fields, const FieldModel& model,
                             const Knowledge& knowledge);

}  // namespace tanfang
