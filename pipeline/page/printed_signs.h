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
///               read; up to a bracket that closes one of the label before, however far from the
///               word behind; else the blank itself
cv::Range between_brackets(const PrintedRegion& region, int line, cv::Range blank,
                           double px_per_mm);

/// Whether a colon or bracket stands behind a word that is none itself.
///
/// @param word   of the region's items
/// @param known  the last sign of the label as it is known: a colon need not be
bool has_sign_behind(const PrintedRegion& region, const PrintedItem& word, char32_t known);

/// Where a printed word ends in its row: with the ink that begins within its box, as far as a sign
/// is wide, and with a colon or bracket close after it if one is known to stand there.
///
/// @param word         the word's box, px
/// @param punctuation  px, how far off and how wide such a sign is at most; 0: none stands there
int word_end(const PrintedRow& row, const cv::Rect& word, double punctuation);

/// The box of a word without what the next one in its line reaches into: readers of print draw
/// boxes too wide, and then the sign stands at the left.
///
/// @param word  of the region's items
cv::Rect sign_box(const PrintedRegion& region, const PrintedItem& word);

/// The last sign of a date's label in a word's line, left of it; nullptr if none was read.
///
/// @param word  of the region's items
const PrintedItem* end_of_date_label(const PrintedRegion& region, const PrintedItem& word);

/// Of the blank left of a unit, as 年, what people write on: not the label of a date, nor all of
/// its line.
///
/// @param unit    of the region's items
/// @param widest  px
cv::Rect beside_unit(const PrintedRegion& region, const PrintedItem& unit, const cv::Rect& blank,
                     double widest);

/// Where a word begins, px.
int word_begin(const PrintedRow& row, const cv::Rect& word);

}  // namespace tanfang
