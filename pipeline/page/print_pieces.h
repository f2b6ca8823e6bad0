/// The pieces of ink that print is made of, line by line.
///
/// in:  ink of a region of an upright page
/// out: Piece
#pragma once

#include <vector>

#include <opencv2/core.hpp>

namespace tanfang {

/// A connected piece of ink.
struct Piece {
    cv::Rect box;   ///< px of the region
    int label = 0;  ///< of its pixels in the picture of labels
};

/// All pieces but dirt and rules to write on, which signs may touch.
///
/// @param ink     CV_8UC1, 255 on ink
/// @param labels  returned: CV_32SC1, each piece's own number on its pixels
std::vector<Piece> find_pieces(const cv::Mat& ink, double px_per_mm, cv::Mat& labels);

/// Lines of text, from the top: tall pieces whose middles lie within each other's heights belong
/// together; points and strokes join the nearest line, specks far from all signs none.
std::vector<std::vector<Piece>> lines_of(std::vector<Piece> pieces, double px_per_mm);

}  // namespace tanfang
