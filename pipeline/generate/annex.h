/// The annexes of the notice that are no forms, as pages to hand out: who has which duty (附件1),
/// and who belongs to which category with the boxes of the registration form beside (附件2).
///
/// in:  templates/annexes.json, duties.json, fields of the registration form
/// out: a PDF/A-1b
#pragma once

#include "pipeline/base/json.h"
#include "pipeline/form/field_model.h"
#include "pipeline/generate/fonts.h"

#include <string>

namespace tanfang {

/// @param annexes  templates/annexes.json
/// @param duties   templates/duties.json: which unit has which task
/// @throws Error  Fault::bad_template if the data do not belong together; Fault::missing_glyph,
///                output_failed
std::string print_duties(const Json& annexes, const Json& duties, const Fonts& fonts);

/// @param enrollment  names the boxes
/// @throws Error  as print_duties()
std::string print_guide(const Json& annexes, const FieldModel& enrollment, const Fonts& fonts);

}  // namespace tanfang
