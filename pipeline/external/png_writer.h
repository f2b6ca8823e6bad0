/// The door to libpng for writing: pixels become the bytes of a PNG file.
#pragma once

#include <string>

#include <opencv2/core.hpp>

namespace tanfang {

/// @param pixels  CV_8UC1 or CV_8UC3 (BGR), not empty
/// @throws Error  Fault::output_failed if libpng refuses
std::string encode_png(const cv::Mat& pixels);

}  // namespace tanfang
