/// Finds the bracket that is printed instead of a box by a computer that lacks the symbol's font.
#pragma once

#include <optional>

#include <opencv2/core.hpp>

namespace tanfang {

/// The bracket that was read at a place: readers of print see a character up to half of its width
/// beside it, and give it the first stroke of the next.
///
/// @param ink   as ink_of_print() gives it
/// @param read  where the reader of print saw it, px, as high as its line
/// @return      its strokes, px; nothing if none there is as tall and slender as a bracket
std::optional<cv::Rect> bracket_at(const cv::Mat& ink, const cv::Rect& read);

}  // namespace tanfang
