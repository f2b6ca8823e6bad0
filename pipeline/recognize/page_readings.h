/// Reads all spots of a page, kind by kind, and puts them in the order of the form.
///
/// in:  Ink of the page, what its fields mean, a TextReader
/// out: Readings
#pragma once

#include "pipeline/form/field_model.h"
#include "pipeline/recognize/calibration.h"
#include "pipeline/recognize/ink.h"
#include "pipeline/recognize/reading.h"
#include "pipeline/recognize/second_reader.h"
#include "pipeline/recognize/text_reader.h"

namespace tanfang {

/// Every checkbox of the page.
Readings read_boxes(const Ink& ink, const FieldModel& model);

/// Every place of writing of the page: texts, and whether signatures are there.
///
/// @param reader        of handwriting
/// @param second_reader  of what a machine filled in
/// @throws Error  Fault::missing_model from the readers
Readings read_fields(const Ink& ink, const FieldModel& model, TextReader& reader,
                     SecondReader& second_reader, const Calibration& calibration);

/// Both in the order in which the form lists its spots.
Readings in_form_order(const FormTemplate& form, Readings boxes, Readings fields);

}  // namespace tanfang
