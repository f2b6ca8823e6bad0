/// Pieces of ink brought to the size and the tone that a reader of writing expects.
///
/// The numbers are those of the tiles that the comb network is trained on; reader and training must
/// agree in them.
#pragma once

#include <opencv2/core.hpp>

namespace tanfang {

inline constexpr int tile_px = 32;      ///< side of a comb cell's tile
inline constexpr int han_tile_px = 48;  ///< side of a Chinese character's tile

/// Ink as dark writing on white paper: the ink's tone stretched to 20..255, everything that is not
/// near the mask exactly white.
///
/// @param pen   CV_8UC1, ink as Ink::pen()
/// @param mask  CV_8UC1 of the same size, 255 on the ink to show
/// @return      CV_8UC1 of the same size, 255 is white
cv::Mat on_white(const cv::Mat& pen, const cv::Mat& mask);

/// One character, scaled and centered by its ink in a square of tile_px: 22 px tall, at most 27
/// wide.
///
/// @param cell_height  height of the comb cell in px of `pen`; a flat stroke (a dash) is not blown
/// up
///                     beyond what a character of a quarter of it would be
/// @return             CV_8UC1; all white if the mask is empty
cv::Mat character_tile(const cv::Mat& pen, const cv::Mat& mask, int cell_height);

/// One Chinese character, scaled and centered by its ink in a square of han_tile_px: 41 px on its
/// longer side.
///
/// @param line_height  px of `pen`; ink below 0.3 of it on both sides (a dot, a comma) is not blown
///                     up beyond that
/// @return             CV_8UC1; all white if the mask is empty
cv::Mat han_tile(const cv::Mat& pen, const cv::Mat& mask, double line_height);

}  // namespace tanfang
