/// The four corners of a table in a picture, and what they say of how it was taken.
///
/// in:  the ink of the table alone
/// out: TableCorners
#pragma once

#include <array>
#include <optional>

#include <opencv2/core.hpp>

namespace tanfang {

/// Top left, top right, bottom right, bottom left; px.
using TableCorners = std::array<cv::Point2d, 4>;

/// Each side is fitted robustly through its outermost ink; where no line is drawn along it, through
/// the ends of the rows.
///
/// @param figure  CV_8UC1, 255 on its ink
/// @return        nothing if it has no four sides
std::optional<TableCorners> corners_of_table(const cv::Mat& figure);

/// Height over width of a rectangle seen at a slant, the lens looking at the picture's middle.
///
/// @param picture  its size, px
double shape_of_table(const TableCorners& corners, const cv::Size& picture);

/// Whether opposite sides are as long as each other, as a scanner shows them.
bool is_scanned(const TableCorners& corners);

}  // namespace tanfang
