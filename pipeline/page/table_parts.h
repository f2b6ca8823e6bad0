/// Tells which ruled figures are parts of one table: some prints divide it by headings that stand
/// on bare paper.
///
/// in:  a picture's ink or lines
/// out: LineFigure
#pragma once

#include <vector>

#include <opencv2/core.hpp>

namespace tanfang {

/// A piece of connected ink.
struct LineFigure {
    cv::Rect box;   ///< px
    int label = 0;  ///< of its pixels in the picture of labels
};

/// @param ink     CV_8UC1, 255 on ink
/// @param labels  returned: CV_32SC1, each piece's own number on its pixels
/// @return        the largest box first
std::vector<LineFigure> figures_of(const cv::Mat& ink, cv::Mat& labels);

/// Whether two tables are parts of one: their sides are in line, and no more than a heading stands
/// between them. Leaning by a few degrees is no matter.
///
/// @param one, other  the boxes around them, px
bool are_parts_of_one(const cv::Rect& one, const cv::Rect& other);

/// Takes the first figure out of others with all that are parts of the same table.
std::vector<LineFigure> take_with_parts(std::vector<LineFigure>& figures);

/// The tables of a page in reading order: of two side by side each is read to its end before the
/// next one. What stands one below another is one of them, but not across a row of several.
///
/// @return  the boxes around them, px
std::vector<cv::Rect> tables_in_order(const std::vector<LineFigure>& parts);

}  // namespace tanfang
