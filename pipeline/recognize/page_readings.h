/// Reads all spots of a page, kind by kind, and puts them in the order of the form.
///
/// in:  Ink of the page, what its fields mean, a TextReader
/// out: Readings
#pragma once

#include "pipeline/form/field_model.h"
#include "pipeline/recognize/calibration.h"
#include "pipeline/recognize/ink.h"
#include "pipeline/recognize/reading.h"
#include "pipeline/recognize/text_reader.h"

namespace tanfang {

/// Every checkbox of the page.
Readings read_boxes(const Ink& ink, const FieldModel& model);

/// Every place of writing of the page: texts, and whether signatures are there.
///
/// @throws Error  Fault::missing_model from the reader
Readings read_fields(const Ink& ink, const FieldModel& model, TextReader& reader,
                     const Calibration& calibration);

/// Both in the order in which the form lists its spots.
Readings in_form_order(const FormTemplate& form, Readings boxes, Readings fields);

}  // namespace tanfang
