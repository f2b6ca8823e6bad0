/// What the register lets expect on a sheet that was printed for one of its people.
///
/// in:  a person, the sheet, the last visit before it
/// out: Expected
#pragma once

#include "pipeline/form/field_model.h"
#include "pipeline/home/people.h"
#include "pipeline/home/printed_sheets.h"
#include "pipeline/home/visits.h"
#include "pipeline/record/expected.h"

#include <optional>

namespace tanfang {

/// On 附件4: the month for which it was printed, the next ordinal (1 in a new year, too: nobody
/// says whether ordinals begin anew), the diseases of the person, the disease and the
/// needs of the last visit.
Expected expected_visit(const Person& person, const PrintedSheet& sheet,
                        const std::optional<LastVisit>& last);

/// On 附件3: every text, number, word and place that the register has; boxes and dates are read
/// alone.
///
/// @param enrollment  the fields of the form
Expected expectation(const Person& person, const FieldModel& enrollment);

}  // namespace tanfang
