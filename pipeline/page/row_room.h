/// The room to write beside a row of print and between rows.
///
/// in:  PrintedRegion
/// out: blank rectangles of it, px
#pragma once

#include "pipeline/page/printed_items.h"

#include <opencv2/core.hpp>

namespace tanfang {

inline constexpr double writing_mm = 6.4;  ///< of a line of writing; ruled forms give 5.5 to 9

/// A stretch of a row, grown up and down to the next print or the region's edge.
///
/// @param x  px, within the region
cv::Rect room_of_row(const PrintedRegion& region, int line, cv::Range x);

/// A place between two words is as high as a person writes, not as high as its cell.
///
/// @param highest  px
cv::Rect not_too_high(const PrintedRegion& region, int line, cv::Rect blank, int highest);

/// All of the region between two heights.
cv::Rect band_between(const PrintedRegion& region, int top, int bottom);

/// The blank from a word to the right edge of its region, down to the line that is read next;
/// where lines are set so close that nobody can write on one, it reaches into the next.
///
/// @param punctuation  see word_end()
/// @param bottom       px, where that line begins
cv::Rect room_behind(const PrintedRegion& region, const PrintedItem& word, double punctuation,
                     int bottom, double px_per_mm);

/// The blank from the left edge of its region to a word, up to the line that is read before.
///
/// @param top  px, where that line ends
cv::Rect room_ahead(const PrintedRegion& region, const PrintedItem& word, int top,
                    double px_per_mm);

/// Whether people may write below a word as well as behind it: it stands high in its room.
///
/// @param bottom  px, where that ends
/// @param lowest  px, of the room below
bool has_room_below(const PrintedRegion& region, const PrintedItem& word, int bottom,
                    double lowest);

}  // namespace tanfang
