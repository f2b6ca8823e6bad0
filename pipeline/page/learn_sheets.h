/// Learns a print from sheets of it as they come from the scanner, blank or filled.
///
/// in:  PageImage of one or several sheets of one print
/// out: LearnedSheet
///
/// Several sheets are laid over each other: writing differs from sheet to sheet, what stays is the
/// print. A single filled sheet shows which ink is print by the words that are known to stand
/// there.
#pragma once

#include "pipeline/intake/page_image.h"
#include "pipeline/page/learn_print.h"

#include <memory>
#include <optional>
#include <vector>

namespace tanfang {

struct LearnedSheet {
    LearnedPrint print;  ///< spots in mm of the picture
    cv::Mat picture;     ///< CV_8UC1, flat_px_per_mm: a sheet, level and upright; what others are
                         ///< registered to
    cv::Mat blank;       ///< CV_8UC1, the same size: its print alone
    std::size_t sheets = 1;  ///< that were laid over each other
};

/// How many sheets say as much as a hundred.
inline constexpr std::size_t enough_sheets = 9;

/// @param sheets  at least one; those beyond the first that show another print are passed over
/// @return        nothing if the first shows no known form
std::optional<LearnedSheet> learn_sheets(
    const std::vector<std::shared_ptr<const PageImage>>& sheets,
    const std::vector<PrintWords>& forms, const PrintReader& reader);

}  // namespace tanfang
