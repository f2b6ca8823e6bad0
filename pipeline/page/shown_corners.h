/// Corners of a print that a person has shown on a page image.
#pragma once

#include "pipeline/base/geometry.h"
#include "pipeline/intake/page_image.h"

#include <opencv2/core.hpp>

namespace tanfang {

/// The homography that brings a frame on paper to its corners in the image.
///
/// @param corners  as one reads the form: top left, top right, bottom right, bottom left
/// @throws Error Fault::bad_usage  they are no quadrangle in this order, or next to each other
cv::Matx33d px_from_mm_at(const Box<Mm>& frame, const Quad<Px>& corners, const PageImage& image);

}  // namespace tanfang
