/// Lays a sheet flat by its table: any orientation, a slanted photo too.
///
/// in:  a picture of a sheet with a ruled table
/// out: FlatPrint
#pragma once

#include <optional>

#include <opencv2/core.hpp>

namespace tanfang {

inline constexpr double flat_px_per_mm =
    8;  ///< print of 10.5 points is 30 px high: what readers of print like

struct FlatPrint {
    cv::Mat gray;  ///< CV_8UC1, flat_px_per_mm; the table level; upright or turned by quarters
    cv::Matx33d flat_from_picture;  ///< homography, px to px
};

/// Finds the largest ruled table and warps the picture so that it is a level rectangle.
///
/// A scan keeps its paper's size and place where its shape is that of A4; a photo shows the table
/// with the width that tables of A4 forms have, and as much around it as was photographed, at most
/// 30 mm; so does a picture of two sheets, which shows one of them.
///
/// @param gray  CV_8UC1, dark on light
/// @return      nothing if no table stands out
/// @see Zhang & He, Whiteboard scanning and image enhancement, Digital Signal Processing 17 (2007),
///      for the shape of a rectangle seen at a slant
std::optional<FlatPrint> lay_flat(const cv::Mat& gray);

/// Whether a picture shows two tables of one size: two sheets, not one.
///
/// @param gray  CV_8UC1, dark on light
bool shows_two_tables(const cv::Mat& gray);

/// The flat print turned clockwise by quarters.
FlatPrint turned(const FlatPrint& flat, int quarters);

}  // namespace tanfang
