/// The places of writing of one cell, each with its own share of the blank that two of them claim.
///
/// in:  PrintedRegion, its known words
/// out: per gap its place
#pragma once

#include "pipeline/page/flow_match.h"

#include <map>

#include <opencv2/core.hpp>

namespace tanfang {

/// Two lines of words that are each followed by a place of writing, and so close that nobody writes
/// between them, part the paper between them in its middle.
///
/// @param behind  a cell right of the region that no known one is matched with: the place of a last
///                gap where it is much the larger; nullptr
/// @return        per index of a token of kind gap its place, px; empty where there is no room
std::map<std::size_t, cv::Rect> cell_gaps(const PrintedRegion& region, const PrintFlow& flow,
                                          const FlowMatch& match, const PrintedRegion* behind,
                                          double px_per_mm);

}  // namespace tanfang
