/// Draws what was read onto the scan, for people who want to see why.
///
/// in:  PageImage, the tanfang-record/1 lines of the sheets on it
/// out: a picture
#pragma once

#include "pipeline/base/json.h"
#include "pipeline/intake/page_image.h"

#include <vector>

#include <opencv2/core.hpp>

namespace tanfang {

/// Every spot gets a frame: green for what was claimed to be there, grey for empty, orange for what
/// a person shall look at. Digits that were read stand above their frame; other writing is only
/// framed, for OpenCV draws no Chinese.
///
/// @param lines  may hold rejected ones: they have no readings, and nothing is drawn for them
/// @return CV_8UC3, at most 1,600 pixels wide and high, turned as the first sheet stands upright
cv::Mat draw_overlay(const PageImage& image, const std::vector<Json>& lines);

}  // namespace tanfang
