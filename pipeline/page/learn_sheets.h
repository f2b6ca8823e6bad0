/// Learns a print from sheets of it as they come from the scanner, blank or filled.
///
/// in:  PageImage of one or several sheets of one print
/// out: LearnedSheet
///
/// Several sheets are laid over each other: writing differs from sheet to sheet, what stays is the
/// print. Of a single sheet on which nobody has written all ink is print; a single filled one shows
/// which ink is print by the words that are known to stand there.
#pragma once

#include "pipeline/intake/page_image.h"
#include "pipeline/page/learn_print.h"

#include <functional>
#include <optional>
#include <vector>

namespace tanfang {

struct LearnedSheet {
    LearnedPrint print;      ///< spots in mm of the picture
    cv::Mat blank;           ///< CV_8UC1, flat_px_per_mm: the print alone, level and upright
    std::size_t sheets = 1;  ///< that were laid over each other
};

/// The next sheet of the pile; nothing after the last.
using SheetSource = std::function<std::optional<PageImage>()>;

/// @param first  shows the print that is to be learned
/// @param next   asked for further sheets until nine fit, only if the first shows a known form;
///               those of another print are passed over
/// @return       nothing if the first shows no known form
std::optional<LearnedSheet> learn_sheets(const PageImage& first, const SheetSource& next,
                                         const std::vector<PrintWords>& forms,
                                         const PrintReader& reader);

}  // namespace tanfang
