/// The door to libpng for writing: pixels become the bytes of a PNG file.
#pragma once

#include <string>

#include <opencv2/core.hpp>

namespace tanfang {

/// @param pixels  CV_8UC1 or CV_8UC3 (BGR), not empty
/// @throws Error  Fault::output_failed if libpng refuses
std::string encode_png(const cv::Mat& pixels);

/// The same for a page from a scanner: quickly, and with its resolution.
///
/// @param dpi  dots per inch of both axes; 0: not known
/// @throws Error  Fault::output_failed if libpng refuses
std::string encode_scan_png(const cv::Mat& pixels, double dpi);

}  // namespace tanfang
