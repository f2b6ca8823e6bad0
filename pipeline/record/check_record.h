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

/// Evaluates the rules on values alone, after a person has decided some of them. What only ink
/// shows (a struck box, a date with a gap) is not found.
///
/// @param fields  of a whole sheet: id -> {"value", "state"}, "decided" with {"kind"}, as a home
///                shows them; ids that the model lacks are ignored
/// @return        in the order of the rule numbers; nothing about fields that still ask
std::vector<Finding> check_values(const Json& fields, const FieldModel& model,
                                  const Knowledge& knowledge);

}  // namespace tanfang
