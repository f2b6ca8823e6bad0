/// The words 〔待核〕 as a copy of a record shows them, in the middle of white paper.
#pragma once

#include "pipeline/form/field_model.h"
#include "pipeline/form/form_template.h"
#include "pipeline/generate/fonts.h"

#include <filesystem>

#include "raster.h"

namespace tanfang::golden {

/// Prints a copy of a visit of which care_needs are open, and cuts their place out: 14 x 4.4 mm
/// (recognize/open_mark.h).
///
/// @param pdf  where the print may lie meanwhile
GrayPicture open_mark_picture(const FormTemplate& visit, const FieldModel& model,
                              const Fonts& fonts, const std::filesystem::path& pdf);

}  // namespace tanfang::golden
