/// What the reader must know of a print that is not ours, from the picture of its blank page.
///
/// in:  the blank page, the spots
/// out: PrintedInk
#pragma once

#include "pipeline/form/form_template.h"
#include "pipeline/recognize/ink.h"

#include <optional>

#include <opencv2/core.hpp>

namespace tanfang {

/// @param picture  CV_8UC1, spans the page exactly, dark print on light paper, from 100 dpi; may be
///                 a scan: grey paper is made white
PrintedInk reference_ink(const cv::Mat& picture, const FormTemplate& form, int page);

/// The inner edge of the closed shape (square, circle) that is printed around the middle of a spot.
/// A spot's rect may be the character cell of a □, which is larger, and not in its middle.
///
/// @param picture  as above
/// @return nothing if no closed shape of about the spot's size is printed there
std::optional<Box<Mm>> printed_square(const cv::Mat& picture, double px_per_mm,
                                      const Box<Mm>& spot);

}  // namespace tanfang
