#include "pipeline/page/writing_gap.h"

#include "pipeline/page/printed_signs.h"
#include "pipeline/page/row_room.h"

#include <algorithm>
#include <cmath>

namespace tanfang {

namespace {

constexpr double narrowest_mm = 2, lowest_mm = 2.5;
constexpr double highest_between_mm = 10;  // of a place between two words of a line
constexpr double line_between_mm = 9;      // left free between two lines of print, to write on
constexpr double strip_mm = 4.5;           // the same in a label's cell: lower ones are its rim
constexpr double clearly_longer = 1.4;
constexpr double room_mm = 6;  // beside a word, for a number of two digits at least
constexpr double punctuation_mm =
    1.8;  // a full-width colon or bracket stands no further from its word, and is narrower
constexpr double farthest_sign = 1.5;  // between two signs of a label, in heights of a sign
constexpr double room_to_sign_mm = 15, widest_year_mm = 22;
constexpr double last_share = 0.3;  // of a blank that a signature and the year after it share

/// Writing that most sheets of a pile share passes for print and can be matched with the last sign
/// of a label; but a label's signs stand close.
///
/// @param item, inner  of the region, in either order
bool astray(const PrintedItem& item, const PrintedItem& inner) {
    if (item.line != inner.line)
        return false;
    const auto far_apart = [](const PrintedItem& one, const PrintedItem& next) {
        return next.box.x - one.box.br().x >
               farthest_sign * std::max(one.box.height, next.box.height);
    };
    // signs between both that the known label lacks, as a unit in brackets, join them
    const PrintedItem* const last = std::max(&item, &inner);
    for (const auto* sign = std::min(&item, &inner); sign != last; ++sign)
        if (far_apart(*sign, *(sign + 1)))
            return true;
    return false;
}

/// The printed word at one side of a gap; nullptr if there is none.
const PrintedItem* neighbor(const PrintedRegion& region, const PrintFlow& flow,
                            const FlowMatch& match, std::size_t gap, int step) {
    const auto item = [&](std::ptrdiff_t i) -> const PrintedItem* {
        if (i < 0 || i >= static_cast<std::ptrdiff_t>(flow.size()))
            return nullptr;
        const int at = match.item_of[static_cast<std::size_t>(i)];
        return at < 0 ? nullptr : &region.items[static_cast<std::size_t>(at)];
    };
    const auto size = static_cast<std::ptrdiff_t>(flow.size());
    for (auto i = static_cast<std::ptrdiff_t>(gap) + step; i >= 0 && i < size; i += step) {
        const PrintedItem* const found = item(i);
        const PrintedItem* const inner = item(i + step);
        const bool one_label =
            inner && flow[static_cast<std::size_t>(i)].kind == PrintToken::Kind::character &&
            flow[static_cast<std::size_t>(i + step)].kind == PrintToken::Kind::character;
        if (found && !(one_label && astray(*found, *inner)))
            return found;
    }
    return nullptr;
}

/// A line set solid is lower than what people write on it.
cv::Rect high_enough(const PrintedRegion& region, cv::Rect blank, double px_per_mm) {
    const int wanted = static_cast<int>(std::lround(writing_mm * px_per_mm));
    if (blank.empty() || blank.height >= wanted)
        return blank;
    blank.y -= (wanted - blank.height) / 2;
    blank.height = wanted;
    return blank & region.box;
}

cv::Size least_size(double px_per_mm) {
    return {static_cast<int>(narrowest_mm * px_per_mm), static_cast<int>(lowest_mm * px_per_mm)};
}

/// Whether two words are set one under the other, each alone in its row.
bool is_upright(const PrintedRegion& region, const PrintedItem& upper, const PrintedItem& lower) {
    const auto alone = [&](const PrintedItem& word) {
        const auto& ink = region.rows[static_cast<std::size_t>(word.line)].ink;
        return std::all_of(ink.begin(), ink.end(), [&](const cv::Range& piece) {
            return piece.end > word.box.x - word.box.width / 2 &&
                   piece.start < word.box.x + word.box.width * 3 / 2;
        });
    };
    const int shared =
        std::min(upper.box.br().x, lower.box.br().x) - std::max(upper.box.x, lower.box.x);
    return 2 * shared > std::min(upper.box.width, lower.box.width) && alone(upper) && alone(lower);
}

/// Of two places before the first word of a cell, without a label in it, the upper one is above the
/// word's line and the lower one in it; nothing if there is no room above.
cv::Rect above_first_word(const PrintedRegion& region, const PrintedItem& word, bool upper,
                          double px_per_mm) {
    const int line = region.rows[static_cast<std::size_t>(word.line)].box.y -
                     static_cast<int>(over_line_mm * px_per_mm);
    if (line - region.box.y < writing_mm * px_per_mm)
        return {};
    if (upper)
        return band_between(region, region.box.y, line);
    const cv::Rect ahead = room_ahead(region, word, line, px_per_mm);
    const int width = std::min(ahead.width, static_cast<int>(widest_year_mm * px_per_mm));
    return {ahead.br().x - width, ahead.y, width, ahead.height};
}

/// Where a signature ends its line and the date begins the next: nothing if there is no room to
/// sign, or they share a line.
cv::Rect on_its_own_line(const PrintedRegion& region, const PrintedItem* before,
                         const PrintedItem* after, double punctuation, bool first,
                         double px_per_mm) {
    if (!before || !after || before->line >= after->line)
        return {};
    const auto row = [&](const PrintedItem& item) {
        return region.rows[static_cast<std::size_t>(item.line)].box;
    };
    const cv::Rect signature = not_too_high(
        region, before->line, room_behind(region, *before, punctuation, row(*after).y, px_per_mm),
        static_cast<int>(highest_between_mm * px_per_mm));
    if (signature.width < room_to_sign_mm * px_per_mm)
        return {};
    const int over = static_cast<int>(over_line_mm * px_per_mm);
    if (first)
        return signature;
    const int next = row(*after).y - over;
    const bool below = has_room_below(region, *before, next, line_between_mm * px_per_mm);
    const cv::Rect date = room_ahead(region, *after, below ? next : row(*before).br().y, px_per_mm);
    const int width = std::min(date.width, static_cast<int>(widest_year_mm * px_per_mm));
    return {date.br().x - width, date.y, width, date.height};
}

/// Whether a flow begins with a gap before a single sign, as 年: what is counted stands before it
/// in its line.
bool begins_with_unit(const PrintFlow& flow, std::size_t gap) {
    const auto is_word = [&flow](std::size_t token) {
        return token < flow.size() && flow[token].kind == PrintToken::Kind::character;
    };
    return gap == 0 && is_word(1) && !is_word(2);
}

cv::Rect largest_blank(const PrintedRegion& region, const PrintedItem* before,
                       const PrintedItem* after, bool in_line, double punctuation,
                       double px_per_mm) {
    if (!before && !after)
        return region.box;
    const cv::Size least = least_size(px_per_mm);
    const int highest = static_cast<int>(highest_between_mm * px_per_mm);
    const auto row = [&](const PrintedItem& item) -> const PrintedRow& {
        return region.rows[static_cast<std::size_t>(item.line)];
    };
    if (before && after && before->line == after->line) {
        const int line = before->line, from = word_end(row(*before), before->box, punctuation),
                  to = std::max(from, word_begin(row(*after), sign_box(region, *after)));
        const cv::Range blank = between_brackets(region, line, {from, to}, px_per_mm);
        return not_too_high(region, line, room_of_row(region, line, blank), highest);
    }
    const int top = before ? row(*before).box.y + row(*before).box.height : region.box.y;
    const int bottom = after ? row(*after).box.y : region.box.y + region.box.height;
    if (before && after && is_upright(region, *before, *after))
        return band_between(region, top, bottom);
    std::vector<cv::Rect> blanks;
    if (before)
        blanks.push_back(room_behind(region, *before, punctuation, bottom, px_per_mm));
    if (after)
        blanks.push_back(room_ahead(region, *after, top, px_per_mm));
    const auto too_small = [](const cv::Size& smallest) {
        return [smallest](const cv::Rect& blank) {
            return blank.width < smallest.width || blank.height < smallest.height;
        };
    };
    std::erase_if(blanks, too_small(least));
    // beside two words people write behind the label unless the other line is clearly longer
    if (blanks.size() == 2)
        blanks.erase(blanks.begin() + (clearly_longer * blanks[0].width < blanks[1].width ? 0 : 1));
    // nobody writes on a strip between two lines if there is room beside the words
    const bool room = std::any_of(blanks.begin(), blanks.end(), [&](const cv::Rect& blank) {
        return blank.width >= room_mm * px_per_mm;
    });
    if (!room)  // the rim of a label's cell
        blanks.clear();
    const cv::Rect between_lines = band_between(region, top, bottom);
    if (!in_line && between_lines.height >= (room ? line_between_mm : strip_mm) * px_per_mm)
        blanks.push_back(between_lines);
    std::erase_if(blanks, too_small(least));
    const auto largest =
        std::max_element(blanks.begin(), blanks.end(),
                         [](const auto& a, const auto& b) { return a.area() < b.area(); });
    return largest == blanks.end() ? cv::Rect() : *largest;
}

/// What is behind a word, and below the word where its line stands so high that people may write
/// there as well.
cv::Rect with_room_below(const PrintedRegion& region, const PrintedItem* word,
                         const PrintedItem* after, const cv::Rect& behind, double px_per_mm) {
    if (!word || (after && after->line == word->line) || behind.x <= region.box.x)
        return behind;
    const int bottom =
        after ? region.rows[static_cast<std::size_t>(after->line)].box.y : region.box.br().y;
    const double lowest = (after ? line_between_mm : writing_mm) * px_per_mm;
    const int line = region.rows[static_cast<std::size_t>(word->line)].box.y -
                     static_cast<int>(over_line_mm * px_per_mm);
    return has_room_below(region, *word, bottom, lowest)
               ? band_between(region, std::max(behind.y, line), bottom)
               : behind;
}

/// Whether a gap's label asks to sign: people do that behind the label.
bool is_signed(const PrintFlow& flow, std::size_t gap) {
    while (gap > 0 && flow[gap - 1].kind == PrintToken::Kind::character)
        if (flow[--gap].character == U'签')
            return true;
    return false;
}

}  // namespace

cv::Rect writing_gap(const PrintedRegion& region, const PrintFlow& flow, const FlowMatch& match,
                     std::size_t gap, double px_per_mm) {
    if (!stands_here(flow, match, gap))
        return {};
    const auto is_gap = [&](std::size_t i) {
        return i < flow.size() && flow[i].kind == PrintToken::Kind::gap;
    };
    const bool first = is_gap(gap + 1), last = !first && gap > 0 && is_gap(gap - 1);
    const PrintedItem* const before = neighbor(region, flow, match, gap, -1);
    const PrintedItem* const after = neighbor(region, flow, match, gap, 1);
    const std::size_t label = last ? gap - 1 : gap;
    const char32_t known = label > 0 ? flow[label - 1].character : 0;
    const double punctuation =
        before && has_sign_behind(region, *before, known) ? punctuation_mm * px_per_mm : 0;
    if (!before && after && (first ? gap == 0 : last && gap == 1))
        return above_first_word(region, *after, first, px_per_mm);
    cv::Rect blank;
    if (first || last)
        blank = on_its_own_line(region, before, after, punctuation, first, px_per_mm);
    if (first && !blank.empty()) {
        const int next = region.rows[static_cast<std::size_t>(after->line)].box.y;
        if (has_room_below(region, *before, next - static_cast<int>(over_line_mm * px_per_mm),
                           line_between_mm * px_per_mm))
            return {};  // it may be meant below the label
    }
    if (blank.empty()) {
        const bool in_line = begins_with_unit(flow, gap);
        blank = largest_blank(region, before, after, in_line, punctuation, px_per_mm);
        if (!is_signed(flow, gap))
            blank = with_room_below(region, before, after, blank, px_per_mm);
        if (in_line && after && !before)
            blank = beside_unit(region, *after, blank, widest_year_mm * px_per_mm);
        const int share = static_cast<int>(std::lround(last_share * blank.width));
        if (last)
            blank = {blank.br().x - share, blank.y, share, blank.height};
        blank.width -= first ? share : 0;
    }
    const cv::Size least = least_size(px_per_mm);
    return blank.width >= least.width && blank.height >= least.height
               ? high_enough(region, blank, px_per_mm)
               : cv::Rect();
}

}  // namespace tanfang
