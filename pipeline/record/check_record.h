/// The last stage of reading: readings -> values -> rules.
///
/// in:  Readings of one page, what is known about the form and the county
/// out: CheckedRecord
#pragma once

#include "pipeline/form/field_model.h"
#include "pipeline/form/form_template.h"
#include "pipeline/recognize/reading.h"
#include "pipeline/record/expected.h"
#include "pipeline/record/knowledge.h"
#include "pipeline/record/record.h"

namespace tanfang {

/// Decodes and checks a page.
///
/// @param readings  of one page; those of all pages of a sheet together answer more rules
/// @param form      tells which fields stand on the pages of the readings
/// @param model     the fields of the same form
/// @param expected  what is known of the person whose sheet it is
/// @return          the fields of these pages; no fields if there are no readings
CheckedRecord check_record(const Readings& readings, const FormTemplate& form,
                           const FieldModel& model, const Knowledge& knowledge,
                           const Expected& expected = {});

}  // namespace tanfang
