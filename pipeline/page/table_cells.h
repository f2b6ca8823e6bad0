/// Finds the table of a print and its cells by their ruled lines.
///
/// in:  ink of an upright page
/// out: TableCells
#pragma once

#include <optional>
#include <vector>

#include <opencv2/core.hpp>

namespace tanfang {

struct TableCells {
    cv::Mat lines;                ///< CV_8UC1, the page's size, 255 on the ruled lines
    cv::Rect frame;               ///< outer edge of the table with all its parts, px
    cv::Rect first;               ///< of that part, if some stand side by side, which is read first
    std::vector<cv::Rect> cells;  ///< inner edges, px; table by table where some stand side by
                                  ///< side, within one as in_reading_order() has them
};

/// The brightness of the bare paper at each pixel, taken from the lightest within some millimetres.
///
/// @param gray       CV_8UC1
/// @param px_per_mm  about
cv::Mat bare_paper(const cv::Mat& gray, double px_per_mm);

/// Dark parts of a page, whatever the light: 255 where the paper is clearly darker than around.
///
/// @param gray       CV_8UC1
/// @param px_per_mm  about; the light is taken from some millimetres around
cv::Mat ink_of_print(const cv::Mat& gray, double px_per_mm);

/// Pieces of ruled lines so thin that neither of the two pixels they lie between is dark enough for
/// ink_of_print(): 255 where both together are nearly as dark as ink is, and where one shade meets
/// another or bare paper, for a grey line between them may show as nothing else.
///
/// @param gray       CV_8UC1
/// @param px_per_mm  about
cv::Mat hairlines(const cv::Mat& gray, double px_per_mm);

/// The largest table of the page, with all parts it is divided into; what stands between two of
/// these is a cell too.
///
/// @param ink        as ink_of_print() gives it, where wanted with hairlines(); lines level and
///                   upright within 0.3 degrees
/// @param px_per_mm  within a fifth
/// @return  nothing if no lines enclose at least three cells
std::optional<TableCells> find_table_cells(const cv::Mat& ink, double px_per_mm);

}  // namespace tanfang
