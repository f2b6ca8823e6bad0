/// Cuts a piece of the paper out of the scan, straight and at a chosen resolution.
#pragma once

#include "pipeline/base/geometry.h"
#include "pipeline/page/registered_page.h"

#include <opencv2/core.hpp>

namespace tanfang {

/// Which pixels to sample.
enum class Channel {
    gray,   ///< luminance
    red,    ///< the red channel: red ink and seals nearly vanish; grey scans give luminance
    color,  ///< all three (BGR); empty result if the scan has no colour
};

/// Samples the paper inside `box`, bilinear, through the page's map.
///
/// @param px_per_mm  resolution of the result, > 0
/// @return CV_8UC1 (CV_8UC3 for Channel::color), round(box size * px_per_mm) pixels, upright;
///         255 outside the image
cv::Mat sample(const RegisteredPage& page, const Box<Mm>& box, double px_per_mm, Channel channel);

/// The same of any pixels that lie as those of the page do, 8-bit, of any channels.
cv::Mat sample(const cv::Mat& pixels, const PaperMap& map, const Box<Mm>& box, double px_per_mm);

}  // namespace tanfang
