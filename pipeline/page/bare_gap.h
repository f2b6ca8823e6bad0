/// Finds the place of writing before a word of a line that stands on bare paper, above the table or
/// below it.
#pragma once

#include "pipeline/page/flow_match.h"

namespace tanfang {

/// Nothing bounds the line: the place ends at the word that follows it, and begins behind the word
/// before it, or behind a label that the form does not know: a colon or 期 (of 日期) ends it.
///
/// @param gap  index of a token of kind gap
/// @return     px; an empty rectangle if the word was not found, or stands too close to write there
cv::Rect gap_on_bare_paper(const PrintedRegion& region, const PrintFlow& flow,
                           const FlowMatch& match, std::size_t gap, double px_per_mm);

}  // namespace tanfang
