/// Says on which side of their labels the boxes of a print stand: □较好 or 较好□. Either is read
/// like the other once the page is turned upside down, its words read backwards.
///
/// in:  what the form says with each box before its label; cells as they were read
/// out: the side; words, regions and matches as they are on the turned page
#pragma once

#include "pipeline/form/print_words.h"
#include "pipeline/page/flow_match.h"
#include "pipeline/page/printed_items.h"

#include <vector>

#include <opencv2/core.hpp>

namespace tanfang {

enum class BoxSide {
    before,  ///< of the label, as the notice has it
    behind,
    unclear
};

/// By what a cell begins and ends with, of which one is a box, for each has its label; and by the
/// words that its boxes stand nearer to: a stroke may hide the first box or the last.
///
/// @return  unclear where neither tells, or both tell otherwise
BoxSide side_of_boxes(const PrintedRegion& cell);

/// The side that plainly most cells have.
///
/// @return  before where nothing speaks against it; unclear where much speaks for either
BoxSide common_side(const std::vector<BoxSide>& cells);

/// What a form says where each box stands behind its label and all that belongs to it.
PrintWords with_boxes_behind(PrintWords form);

/// Whether the boxes of what with_boxes_behind() gave stand behind their labels: the last one ends
/// them.
bool has_boxes_behind(const PrintFlow& flow);

PrintFlow turned(PrintFlow flow);

/// The order alone.
std::vector<PrintedItem> turned(std::vector<PrintedItem> items);

/// @param page  size of the page, px
cv::Rect turned(const cv::Rect& place, const cv::Size& page);
PrintedRegion turned(const PrintedRegion& region, const cv::Size& page);

/// @param items  how many the match was made with
FlowMatch turned(const FlowMatch& match, std::size_t items);

}  // namespace tanfang
