/// Signs that a print has beside a place of writing and of which the known words say nothing:
/// brackets around it, a colon before it.
#pragma once

#include "pipeline/page/printed_items.h"

#include <opencv2/core.hpp>

namespace tanfang {

/// @param line   of the region
/// @param blank  between two words of the line, px
/// @return       what lies between a pair of brackets close to the words, if one of the pair was
///               read as such; beside the one of them that stands in the blank where both were
///               read; else the blank itself
cv::Range between_brackets(const PrintedRegion& region, int line, cv::Range blank,
                           double px_per_mm);

/// Whether the next sign that was read behind a word is a colon.
///
/// @param word  of the region's items
bool has_colon(const PrintedRegion& region, const PrintedItem& word);

}  // namespace tanfang
