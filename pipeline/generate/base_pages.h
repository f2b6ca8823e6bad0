/// Draws what every copy of a form shows: lines, words, boxes, combs, fiducials.
///
/// in:  FormTemplate
/// out: BasePages: one PDF page per page of the form, drawn by libharu
#pragma once

#include "pipeline/form/form_template.h"
#include "pipeline/generate/fonts.h"

#include <set>
#include <string>

namespace tanfang {

/// Line width of a checkbox, mm. Its inner edge is the spot's box, so that the reader never
/// measures printed ink.
inline constexpr double checkbox_line = 0.3;

struct BasePages {
    std::string pdf;                   ///< as libharu writes it, its fonts still to be repaired
    std::set<char32_t> characters[2];  ///< drawn with Face::title and Face::body
};

/// @throws Error  Fault::missing_glyph if the form's words have a character that their font lacks;
///                Fault::output_failed if libharu gives up
BasePages draw_base_pages(const FormTemplate& form, const Fonts& fonts);

}  // namespace tanfang
