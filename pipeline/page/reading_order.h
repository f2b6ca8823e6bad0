/// Orders the cells of a table as people read them.
///
/// in:  cells of a table, in any order
/// out: the same row by row; where blocks of rows stand side by side, block by block
#pragma once

#include <vector>

#include <opencv2/core.hpp>

namespace tanfang {

/// Two blocks stand side by side where the rows left of an upright line and those right of it do
/// not go on in each other: few of the lines that end there meet.
///
/// @param cells      px; may be empty
/// @param px_per_mm  within a fifth
std::vector<cv::Rect> in_reading_order(std::vector<cv::Rect> cells, double px_per_mm);

}  // namespace tanfang
