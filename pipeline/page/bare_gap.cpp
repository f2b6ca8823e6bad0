#include "pipeline/page/bare_gap.h"

#include "pipeline/page/printed_signs.h"

#include <algorithm>

namespace tanfang {

namespace {

constexpr double widest_gap_mm = 22;      // of a date, which nothing bounds
constexpr double narrowest_gap_mm = 2;    // nobody writes on less: the words were misread
constexpr double around_line_mm = 2.3;    // a place reaches so far over its line, for people do
constexpr double widest_word_sign = 1.2;  // in heights of its box, which may reach into the writing
constexpr double widest_ink = 3;          // in heights of a sign: what is wider is a rule below it

/// The word beside a gap; nullptr if it was not found.
const PrintedItem* word_at(const PrintedRegion& region, const FlowMatch& match, std::size_t token) {
    const int item = token < match.item_of.size() ? match.item_of[token] : -1;
    return item < 0 ? nullptr : &region.items[static_cast<std::size_t>(item)];
}

/// The strokes of a word along x: readers of print place signs a little beside their strokes.
cv::Range strokes_of(const PrintedRegion& region, const PrintedItem& word) {
    const int middle = word.box.x + word.box.width / 2;
    cv::Range strokes(word.box.x, word.box.br().x);
    for (const auto& ink : region.rows[static_cast<std::size_t>(word.line)].ink)
        if (ink.start <= middle && ink.end > middle && ink.size() <= widest_ink * word.box.height)
            strokes = {ink.start, std::min(ink.end, strokes.end)};
    const int widest = static_cast<int>(widest_word_sign * word.box.height);
    return {strokes.start, std::min(strokes.end, strokes.start + widest)};
}

}  // namespace

cv::Rect gap_on_bare_paper(const PrintedRegion& region, const PrintFlow& flow,
                           const FlowMatch& match, std::size_t gap, double px_per_mm) {
    const PrintedItem* const word = word_at(region, match, gap + 1);
    if (!word || gap + 1 >= flow.size())
        return {};
    const int right = strokes_of(region, *word).start;
    int left = right - static_cast<int>(widest_gap_mm * px_per_mm);
    const PrintedItem* const before = gap > 0 ? word_at(region, match, gap - 1) : nullptr;
    if (before && before->line == word->line)
        left = std::max(left, strokes_of(region, *before).end);
    else if (const PrintedItem* const label = end_of_date_label(region, *word))
        left = std::max(left, strokes_of(region, *label).end);
    if (right - left < narrowest_gap_mm * px_per_mm)
        return {};
    const cv::Rect& row = region.rows[static_cast<std::size_t>(word->line)].box;
    const int over = static_cast<int>(around_line_mm * px_per_mm);
    return cv::Rect(left, row.y - over, right - left, row.height + 2 * over) & region.box;
}

}  // namespace tanfang
