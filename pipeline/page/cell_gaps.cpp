#include "pipeline/page/cell_gaps.h"

#include "pipeline/page/writing_gap.h"

#include <algorithm>

namespace tanfang {

namespace {

constexpr double much_larger = 2;
constexpr double writing_mm = 6.4;  // between two lines: people write on a line of their own there

/// Of two places one that is much larger; else nobody knows where people write.
cv::Rect larger(const cv::Rect& one, const cv::Rect& other) {
    if (one.area() >= much_larger * other.area())
        return one;
    return other.area() >= much_larger * one.area() ? other : cv::Rect();
}

/// The line of the last word before a gap; nullptr if none was found.
const PrintedRow* line_before(const PrintedRegion& region, const FlowMatch& match,
                              std::size_t gap) {
    while (gap > 0)
        if (const int item = match.item_of[--gap]; item >= 0)
            return &region.rows[static_cast<std::size_t>(
                region.items[static_cast<std::size_t>(item)].line)];
    return nullptr;
}

/// Whether a place is beside a line, and not the rest of it on another one.
bool is_beside(const cv::Rect& place, const PrintedRow& line) {
    const int middle = line.box.y + line.box.height / 2;
    return place.y <= middle && place.br().y > middle;
}

/// Leaves to the places of two lines only what is nearer to the own one.
void part(cv::Rect& upper, const PrintedRow* upper_line, cv::Rect& lower,
          const PrintedRow* lower_line, double px_per_mm) {
    if (!upper_line || !lower_line)
        return;
    const int apart = lower_line->box.y - upper_line->box.br().y;
    if (apart < 0 || apart >= writing_mm * px_per_mm || (upper & lower).empty() ||
        !is_beside(upper, *upper_line) || !is_beside(lower, *lower_line))
        return;
    const int middle = (upper_line->box.br().y + lower_line->box.y) / 2;
    upper.height = std::min(upper.br().y, middle) - upper.y;
    const int top = std::max(lower.y, middle);
    lower = {lower.x, top, lower.width, lower.br().y - top};
}

}  // namespace

std::map<std::size_t, cv::Rect> cell_gaps(const PrintedRegion& region, const PrintFlow& flow,
                                          const FlowMatch& match, const PrintedRegion* behind,
                                          double px_per_mm) {
    std::map<std::size_t, cv::Rect> places;
    for (std::size_t i = 0; i < flow.size(); ++i)
        if (flow[i].kind == PrintToken::Kind::gap) {
            const cv::Rect own = writing_gap(region, flow, match, i, px_per_mm);
            places[i] = behind && i + 1 == flow.size() ? larger(own, behind->box) : own;
        }
    for (auto& [i, upper] : places)
        for (auto& [j, lower] : places)
            part(upper, line_before(region, match, i), lower, line_before(region, match, j),
                 px_per_mm);
    return places;
}

}  // namespace tanfang
