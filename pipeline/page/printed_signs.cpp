#include "pipeline/page/printed_signs.h"

#include <algorithm>
#include <string_view>

namespace tanfang {

namespace {

constexpr double widest_within = 0.35;  // between strokes of a sign, in widths of its box
constexpr double widest_sign = 1.3;     // in heights of its row
constexpr double widest_mm = 1.5;       // of a bracket's stroke
constexpr double farthest_mm = 3.5;  // from its word: a full-width bracket has half a sign of blank
constexpr double narrowest_mm = 2;   // between them
constexpr std::size_t longest_word = 2;  // signs of a unit within brackets

/// Whether ink within a word's box is a part of the word: what is written beside it may begin
/// within its box, for readers of print draw that too wide, but not as close as its strokes.
bool continues(int apart, const cv::Rect& word) {
    return apart <= widest_within * std::min(word.width, word.height);
}

/// Whether a bracket is closed directly behind the word at the end of a blank: （__人）.
bool is_closed_behind_word(const PrintedRegion& region, int line, int end) {
    std::size_t behind = 0;
    for (const auto& item : region.items)
        if (item.line == line && item.box.x + item.box.width / 2 >= end) {
            if (item.character == U')')
                return behind > 0;
            if (item.square || ++behind > longest_word)
                break;
        }
    return false;
}

/// The end of the bracket's stroke that a blank begins with; its start if it has none.
int behind_first_stroke(const PrintedRegion& region, int line, cv::Range blank, double px_per_mm) {
    for (const auto& piece : region.rows[static_cast<std::size_t>(line)].ink)
        if (piece.start >= blank.start && piece.end <= blank.end)
            return piece.size() <= widest_mm * px_per_mm &&
                           piece.start - blank.start <= farthest_mm * px_per_mm
                       ? piece.end
                       : blank.start;
    return blank.start;
}

/// Where a bracket that was opened before a blank is closed in it, far from the words on both
/// sides; the blank's end if it is not. Of several the last: what is written may have its own.
int end_before_bracket(const PrintedRegion& region, int line, cv::Range blank, double widest) {
    int open = 0, end = blank.end;
    const auto& ink = region.rows[static_cast<std::size_t>(line)].ink;
    for (const auto& item : region.items) {
        const int middle = item.box.x + item.box.width / 2;
        if (item.line != line || middle >= blank.end)
            continue;
        if (middle < blank.start) {
            open = std::max(0, open + (item.character == U'(') - (item.character == U')'));
            continue;
        }
        const auto strokes = std::find_if(ink.begin(), ink.end(), [&](const cv::Range& piece) {
            return piece.start < item.box.br().x && piece.end > item.box.x;
        });
        if (open > 0 && item.character == U')' && strokes != ink.end() && strokes->size() <= widest)
            end = strokes->start;
    }
    return end;
}

/// What lies between a pair of brackets close to the words, as between_brackets() says.
cv::Range between_close_brackets(const PrintedRegion& region, int line, cv::Range blank,
                                 double px_per_mm) {
    const auto& ink = region.rows[static_cast<std::size_t>(line)].ink;
    const double farthest = farthest_mm * px_per_mm;
    const auto within = [&](const cv::Range& piece) {
        return piece.start >= blank.start && piece.end <= blank.end;
    };
    const auto is_narrow = [&](const cv::Range& piece) {
        return piece.size() <= widest_mm * px_per_mm;
    };
    const auto is_read = [&](std::u32string_view brackets) {
        return std::any_of(region.items.begin(), region.items.end(), [&](const PrintedItem& item) {
            const int middle = item.box.x + item.box.width / 2;
            return item.line == line && !item.square &&
                   brackets.find(item.character) != std::u32string_view::npos &&
                   middle > blank.start - farthest && middle < blank.end + farthest;
        });
    };
    const auto first = std::find_if(ink.begin(), ink.end(), within);
    const auto last = std::find_if(ink.rbegin(), ink.rend(), within);
    const bool opened = is_read(U"([{<〈《【〔"), closed = is_read(U")]}>〉》】〕");
    if (first == ink.end() || !(opened || closed))
        return blank;
    const bool left = is_narrow(*first) && first->start - blank.start <= farthest,
               right = is_narrow(*last) && blank.end - last->end <= farthest;
    if (left && right && last->start - first->end >= narrowest_mm * px_per_mm)
        return {first->end, last->start};
    // of one of the pair the word beside it may have been given the ink
    if (!(opened && closed) || *first != *last || left == right)
        return blank;
    return left ? cv::Range(first->end, blank.end) : cv::Range(blank.start, last->start);
}

}  // namespace

int word_end(const PrintedRow& row, const cv::Rect& word, double punctuation) {
    const int widest = static_cast<int>(widest_sign * std::min(word.width, word.height));
    int end = word.x + std::min(word.width, widest) / 2, start = end;
    bool begun = false, closed = false;
    for (const auto& ink : row.ink) {
        const bool within =
            ink.start < word.x + word.width && ink.end > word.x &&
            (!begun || (continues(ink.start - end, word) && ink.end - start <= widest));
        const bool after = !closed && ink.start >= end && ink.start - end < punctuation &&
                           ink.size() < punctuation;
        if (within && !begun)
            start = std::max(ink.start, word.x);
        begun = begun || within;
        closed = closed || (after && !within);
        if (within || after)
            end = std::max(end, ink.end);
    }
    return end;
}

cv::Rect sign_box(const PrintedRegion& region, const PrintedItem& word) {
    const PrintedItem* const next = &word + 1;
    const bool too_wide = next < region.items.data() + region.items.size() &&
                          next->line == word.line && next->box.x < word.box.br().x;
    if (!too_wide)
        return word.box;
    const int widest = static_cast<int>(widest_sign * word.box.height);
    return {word.box.x, word.box.y, std::min(word.box.width, widest), word.box.height};
}

const PrintedItem* end_of_date_label(const PrintedRegion& region, const PrintedItem& word) {
    const PrintedItem* end = nullptr;
    for (const auto& item : region.items)
        if (item.line == word.line && item.box.x < word.box.x &&
            (item.character == U':' || item.character == U'期'))
            end = &item;
    return end;
}

int word_begin(const PrintedRow& row, const cv::Rect& word) {
    int begin = word.x + word.width / 2;
    bool begun = false;
    for (auto ink = row.ink.rbegin(); ink != row.ink.rend(); ++ink)
        if (ink->start < word.x + word.width && ink->end > word.x &&
            (!begun || continues(begin - ink->end, word))) {
            begun = true;
            begin = std::min(begin, ink->start);
        }
    return begin;
}

cv::Rect beside_unit(const PrintedRegion& region, const PrintedItem& unit, const cv::Rect& blank,
                     double widest) {
    const PrintedItem* const label = end_of_date_label(region, unit);
    const auto& row = region.rows[static_cast<std::size_t>(unit.line)];
    const int from = std::max({blank.x, blank.br().x - static_cast<int>(widest),
                               label ? word_end(row, label->box, 0) : 0});
    return {from, blank.y, blank.br().x - from, blank.height};
}

cv::Range between_brackets(const PrintedRegion& region, int line, cv::Range blank,
                           double px_per_mm) {
    cv::Range between = between_close_brackets(region, line, blank, px_per_mm);
    if (between == blank && is_closed_behind_word(region, line, blank.end))
        between.start = behind_first_stroke(region, line, blank, px_per_mm);
    const int end = end_before_bracket(region, line, blank, widest_mm * px_per_mm);
    if (between.end == blank.end && end - between.start >= narrowest_mm * px_per_mm)
        between.end = end;
    return between;
}

bool has_sign_behind(const PrintedRegion& region, const PrintedItem& word, char32_t known) {
    const std::u32string_view signs = U":),;";
    const auto is_sign = [&](char32_t sign) {
        return signs.find(sign) != std::u32string_view::npos;
    };
    const auto next = std::find_if(
        region.items.begin(), region.items.end(),
        [&](const PrintedItem& item) { return item.line == word.line && item.box.x > word.box.x; });
    const bool colon = next != region.items.end() && !next->square && next->character == U':';
    return !is_sign(word.character) && (is_sign(known) || colon);
}

}  // namespace tanfang
