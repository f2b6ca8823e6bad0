/// Reads the print of a region: squares and characters in reading order.
///
/// in:  ink and grey of an upright page, a reader of print
/// out: PrintedItem, line by line
#pragma once

#include "pipeline/external/tesseract.h"

#include <algorithm>
#include <functional>
#include <vector>

#include <opencv2/core.hpp>

namespace tanfang {

/// A character or a square that is printed.
struct PrintedItem {
    bool square = false;     ///< an empty square, 2 to 5 mm wide
    char32_t character = 0;  ///< what was read, half-width; 0 for a square
    int line = 0;            ///< from 0, within the region
    cv::Rect box;            ///< px; of a square its inner edge
};

/// One line of print within a region.
struct PrintedRow {
    cv::Rect box;  ///< of all its ink, px
    std::vector<cv::Range>
        ink;  ///< its ink along x, px, less than a tenth of a millimetre apart joined
};

struct PrintedRegion {
    cv::Rect box;                    ///< px
    std::vector<PrintedRow> rows;    ///< from the top
    std::vector<PrintedItem> items;  ///< line by line, from left to right
    std::vector<cv::Rect> parts{};   ///< the cells that it was joined from; empty: it is one cell
};

inline bool has_square(const std::vector<PrintedItem>& items) {
    return std::any_of(items.begin(), items.end(),
                       [](const PrintedItem& item) { return item.square; });
}

/// Reads one line of print: the picture is CV_8UC1, dark on white.
using PrintReader = std::function<TesseractLine(const cv::Mat& line)>;

/// A page whose print is to be read.
struct PrintPage {
    cv::Mat gray;          ///< CV_8UC1
    cv::Mat ink;           ///< as ink_of_print() gives it, ruled lines left out
    double px_per_mm = 0;  ///< within a fifth
    cv::Mat thin;          ///< as hairlines() gives it: squares may be drawn so thin; may be empty
};

/// @return  no rows if nothing is printed there
PrintedRegion read_print(const PrintPage& page, const cv::Rect& region, const PrintReader& reader);

}  // namespace tanfang
