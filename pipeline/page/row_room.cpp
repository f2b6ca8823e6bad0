#include "pipeline/page/row_room.h"

#include "pipeline/page/printed_signs.h"

#include <algorithm>

namespace tanfang {

cv::Rect room_of_row(const PrintedRegion& region, int line, cv::Range x) {
    const auto& own = region.rows[static_cast<std::size_t>(line)].box;
    const int middle = own.y + own.height / 2;
    int top = region.box.y, bottom = region.box.y + region.box.height;
    for (std::size_t i = 0; i < region.rows.size(); ++i) {
        if (static_cast<int>(i) == line)
            continue;
        const auto& row = region.rows[i];
        const bool in_the_way = std::any_of(
            row.ink.begin(), row.ink.end(),
            [&](const cv::Range& ink) { return ink.start < x.end && ink.end > x.start; });
        if (!in_the_way)
            continue;
        const int half = (row.box.y + row.box.height / 2);
        if (half < middle)
            top = std::max(top, row.box.y + row.box.height);
        else
            bottom = std::min(bottom, row.box.y);
    }
    // rows set solid overlap a little: the own line at least
    top = std::min(top, own.y);
    bottom = std::max(bottom, own.y + own.height);
    return {x.start, top, x.size(), bottom - top};
}

cv::Rect not_too_high(const PrintedRegion& region, int line, cv::Rect blank, int highest) {
    const auto& own = region.rows[static_cast<std::size_t>(line)].box;
    const cv::Rect lower(blank.x, own.y + own.height / 2 - highest / 2, blank.width, highest);
    return blank.height <= highest ? blank : lower & blank;
}

cv::Rect band_between(const PrintedRegion& region, int top, int bottom) {
    return {region.box.x, top, region.box.width, std::max(0, bottom - top)};
}

cv::Rect room_behind(const PrintedRegion& region, const PrintedItem& word, double punctuation,
                     int bottom, double px_per_mm) {
    const int right = region.box.br().x;
    const auto& row = region.rows[static_cast<std::size_t>(word.line)];
    const int from = std::min(right, word_end(row, word.box, punctuation));
    cv::Rect blank = room_of_row(region, word.line, {from, right});
    const int to_next = std::min(blank.br().y, bottom) - blank.y;
    if (to_next >= writing_mm * px_per_mm)
        blank.height = to_next;
    return blank;
}

cv::Rect room_ahead(const PrintedRegion& region, const PrintedItem& word, int top,
                    double px_per_mm) {
    const int left = region.box.x;
    const auto& row = region.rows[static_cast<std::size_t>(word.line)];
    const int to = word_begin(row, sign_box(region, word));
    cv::Rect blank = room_of_row(region, word.line, {left, std::max(left, to)});
    const int from_last = blank.br().y - std::max(blank.y, top);
    if (from_last >= writing_mm * px_per_mm)
        blank = {blank.x, blank.br().y - from_last, blank.width, from_last};
    return blank;
}

bool has_room_below(const PrintedRegion& region, const PrintedItem& word, int bottom,
                    double lowest) {
    const cv::Rect& row = region.rows[static_cast<std::size_t>(word.line)].box;
    const int above = word.line > 0
                          ? row.y - region.rows[static_cast<std::size_t>(word.line) - 1].box.br().y
                          : row.y - region.box.y;
    const int below = bottom - row.br().y;
    return below >= lowest && 2 * above < below;
}

}  // namespace tanfang
