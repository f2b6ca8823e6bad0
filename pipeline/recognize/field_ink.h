/// The ink of one field with a rim of its surroundings: what the readers of writing work on.
///
/// in:  Ink and the spot's box
/// out: FieldInk
#pragma once

#include "pipeline/base/geometry.h"
#include "pipeline/recognize/ink.h"

#include <opencv2/core.hpp>

namespace tanfang {

struct FieldInk {
    cv::Mat pen;    ///< CV_8UC1, as Ink::pen(), with the strokes that lie on rules
    cv::Mat print;  ///< CV_8UC1 of the same size, as Ink::print()
    cv::Rect area;  ///< the writing area within `pen`, px
    double px_per_mm = 0;
    int threshold = 0;    ///< as Ink::threshold()
    bool coarse = false;  ///< of a 1-bit scan of 200 dpi or less, or any of 150: strokes are torn
                          ///< and run together
};

/// Resolution of the readers, px/mm: 254 dpi; a stroke of 0.3 mm has 3 px.
inline constexpr double writing_px_per_mm = 10;

/// Width of the rim around the writing area, mm: enough to see that a stroke comes from elsewhere.
inline constexpr double writing_rim_mm = 2.5;

FieldInk cut_field(const Ink& ink, const Box<Mm>& writing_area);

}  // namespace tanfang
