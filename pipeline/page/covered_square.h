/// Finds a printed square that a stroke of a pen crosses, so that its inside is not empty any more.
#pragma once

#include <optional>

#include <opencv2/core.hpp>

namespace tanfang {

/// The place around the expected one where the outline of a square is inked best on all four sides.
///
/// @param ink       CV_8UC1, 255 where there is ink
/// @param expected  inner edge of the square, px; its size is what the print's other squares have
/// @param reach     px by which it may lie elsewhere, along x and y
/// @return          its inner edge; nothing if no outline is there
std::optional<cv::Rect> find_covered_square(const cv::Mat& ink, const cv::Rect& expected,
                                            cv::Size reach);

}  // namespace tanfang
