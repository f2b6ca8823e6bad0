#include "pipeline/page/lone_signs.h"

#include <algorithm>
#include <string_view>

namespace tanfang {

namespace {

constexpr double farthest_stroke = 0.5;  // from the next one of a sign, in heights of the line
constexpr double widest_sign = 1.3;      // in heights of the line: what is wider is a rule

// What the reader of print made of a lone 日 on two of 20 prints; no form has these.
constexpr std::u32string_view like_day = U"晶曰";

/// Strokes along x that stand together.
std::vector<cv::Range> groups_of(const PrintedRow& row) {
    std::vector<cv::Range> groups;
    for (const auto& stroke : row.ink)
        if (!groups.empty() && stroke.start - groups.back().end < farthest_stroke * row.box.height)
            groups.back().end = std::max(groups.back().end, stroke.end);
        else
            groups.push_back(stroke);
    std::erase_if(groups, [&row](const cv::Range& group) {
        return group.size() > widest_sign * row.box.height;
    });
    return groups;
}

}  // namespace

void put_lone_signs_on_strokes(PrintedRegion& region) {
    for (std::size_t line = 0; line < region.rows.size(); ++line) {
        std::vector<PrintedItem*> signs;
        for (auto& item : region.items)
            if (item.line == static_cast<int>(line))
                signs.push_back(&item);
        const auto groups = groups_of(region.rows[line]);
        if (groups.size() != signs.size() ||
            std::any_of(signs.begin(), signs.end(), [](const auto* sign) { return sign->square; }))
            continue;
        for (std::size_t i = 0; i < signs.size(); ++i) {
            signs[i]->box.x = groups[i].start;
            signs[i]->box.width = groups[i].size();
            if (like_day.find(signs[i]->character) != std::u32string_view::npos)
                signs[i]->character = U'日';
        }
    }
}

}  // namespace tanfang
