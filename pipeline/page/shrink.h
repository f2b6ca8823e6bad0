/// Shrinks a picture by a whole factor, each pixel the mean of its square: quick, and free of
/// aliasing.
#pragma once

#include <opencv2/core.hpp>

namespace tanfang {

/// @param picture  8-bit, any channels
/// @param factor   from 1; columns and rows beyond the last whole square are left out
cv::Mat shrink(const cv::Mat& picture, int factor);

}  // namespace tanfang
