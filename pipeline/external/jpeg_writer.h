/// The door to libjpeg-turbo for writing: pixels become the bytes of a JPEG file.
#pragma once

#include <string>

#include <opencv2/core.hpp>

namespace tanfang {

/// Baseline JPEG, as PDF 1.4 takes it.
///
/// @param pixels   CV_8UC1 or CV_8UC3 (BGR), not empty
/// @param quality  1..100, libjpeg's scale
/// @throws Error  Fault::output_failed if libjpeg refuses
std::string encode_jpeg(const cv::Mat& pixels, int quality);

}  // namespace tanfang
