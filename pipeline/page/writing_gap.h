/// Finds the blank place between printed words where something is to be written.
#pragma once

#include "pipeline/page/flow_match.h"

namespace tanfang {

constexpr double over_line_mm = 1.5;  ///< what is written on a line reaches so far over its words

/// The largest blank rectangle of the region that lies between the words before and after a gap of
/// the flow, in reading order. Behind a label that stands high in its room it reaches below the
/// label, too, over the region's whole width, but not where the label asks to sign. Of two gaps
/// that begin a flow the first is above the first word's line.
///
/// @param gap  index of a token of kind gap; several gaps without a word between them share the
///             blank, the last of them its right end
/// @return     px; an empty rectangle if there is no blank of at least 2 x 2.5 mm
cv::Rect writing_gap(const PrintedRegion& region, const PrintFlow& flow, const FlowMatch& match,
                     std::size_t gap, double px_per_mm);

}  // namespace tanfang
