#include "pipeline/page/spot_collector.h"

#include "pipeline/page/bare_gap.h"
#include "pipeline/page/unit_cells.h"
#include "pipeline/page/writing_gap.h"

#include <algorithm>
#include <utility>

namespace tanfang {

namespace {

constexpr double much_larger = 2;
constexpr double centered = 1.5;    // of the rooms on both sides the larger to the smaller
constexpr double nearly_all = 0.8;  // of a place's height
constexpr double several_lines_mm = 20;
constexpr double room_for_amount_mm = 10;
constexpr std::size_t label_end = 2;  // signs of a label before its place of writing

Spot spot_at(const std::string& id, SpotKind kind, int page, const cv::Rect& place,
             double px_per_mm) {
    Spot spot;
    spot.id = id;
    const auto dot = id.find('.');
    spot.field = id.substr(0, dot);
    spot.part = dot == std::string::npos ? "" : id.substr(dot + 1);
    spot.kind = kind;
    spot.page = page;
    spot.box = {{place.x / px_per_mm, place.y / px_per_mm},
                place.width / px_per_mm,
                place.height / px_per_mm};
    return spot;
}

/// Of two places one that is much larger; else nobody knows where people write.
cv::Rect larger(const cv::Rect& one, const cv::Rect& other) {
    if (one.area() >= much_larger * other.area())
        return one;
    return other.area() >= much_larger * one.area() ? other : cv::Rect();
}

/// The line of a word; nullptr if it was not found.
const cv::Rect* row_of(const PrintedRegion& region, const FlowMatch& match, std::size_t token) {
    const int item = match.item_of[token];
    return item < 0 ? nullptr
                    : &region
                           .rows[static_cast<std::size_t>(
                               region.items[static_cast<std::size_t>(item)].line)]
                           .box;
}

/// A place between two lines of a cell ends where the one beside the lower line's words begins, if
/// that took nearly all of it: writing reaches only a little over its line. One with room for
/// several lines leaves the lower one what that took.
///
/// @param label  the line of the words before the upper place; nullptr if they were not found
void keep_apart(cv::Rect& between, cv::Rect& beside, const cv::Rect* label, double px_per_mm) {
    const cv::Rect shared = between & beside;
    if (shared.empty() || shared.width == between.width || beside.br().y <= between.br().y)
        return;
    const int top = label ? std::max(between.y, std::min(label->br().y, shared.y)) : between.y,
              free = between.br().y - top;
    if (free >= several_lines_mm * px_per_mm && shared.height < nearly_all * free) {
        between.height -= shared.height;
        return;
    }
    const int edge = between.br().y - static_cast<int>(over_line_mm * px_per_mm);
    if (shared.height < nearly_all * free || edge <= between.y)
        return;
    beside = {beside.x, edge, beside.width, beside.br().y - edge};
    between.height = edge - between.y;
}

/// The part of a place that is nearer to the words before its gap than to those before the gap
/// ahead of it, which stand in a higher line: what is written behind these is another's.
cv::Rect below_gap_ahead(const PrintedRegion& region, const FlowMatch& match, std::size_t ahead,
                         std::size_t gap, cv::Rect place) {
    if (ahead == 0 || ahead + 1 >= gap)
        return place;
    const cv::Rect* const upper = row_of(region, match, ahead - 1);
    const cv::Rect* const own = row_of(region, match, gap - 1);
    if (!upper || !own || upper->br().y >= own->y)
        return place;
    const int top = std::max(place.y, (upper->br().y + own->y) / 2);
    place.height = std::max(0, place.br().y - top);
    place.y = top;
    return place;
}

/// A place of writing up to 元 where that is printed in it, though the form does not say so: nobody
/// writes behind it.
cv::Rect up_to_unit(const PrintedRegion& region, cv::Rect place, double px_per_mm) {
    for (const auto& item : region.items) {
        const cv::Point middle = (item.box.tl() + item.box.br()) / 2;
        if (item.character == U'元' && place.contains(middle) &&
            item.box.x - place.x >= room_for_amount_mm * px_per_mm)
            place.width = item.box.x - place.x;
    }
    return place;
}

/// Whether a label by itself stands in the middle of its cell: nobody writes beside it there, but
/// in a cell right of it or below.
bool is_centered_label(const PrintedRegion& region, const PrintFlow& flow) {
    if (first_gap(flow) + 1 != flow.end() || !has_places_of_writing(flow) || !region.parts.empty())
        return false;
    cv::Rect print;
    for (const auto& row : region.rows) print |= row.box;
    const int before = print.x - region.box.x, behind = region.box.br().x - print.br().x;
    return behind < centered * before && before < centered * behind;
}

/// Whether the single sign behind a gap, as 元, stands in no cell but another: then what is written
/// before it does, too.
bool lacks_its_unit(const PrintedRegion& region, const PrintFlow& flow, const FlowMatch& match,
                    std::size_t gap, const cv::Rect& place) {
    const auto is_sign = [&flow](std::size_t token) {
        return token < flow.size() && flow[token].kind == PrintToken::Kind::character;
    };
    return is_sign(gap + 1) && !is_sign(gap + 2) && match.item_of[gap + 1] < 0 &&
           place.br().x >= region.box.br().x;
}

/// Whether the words directly before a gap were read: of a row of joined cells, the cell with a
/// label that is written behind may be another row's.
bool has_its_label(const PrintedRegion& region, const PrintFlow& flow, const FlowMatch& match,
                   std::size_t gap) {
    for (std::size_t ahead = 1; ahead <= label_end; ++ahead) {
        if (ahead > gap || flow[gap - ahead].kind != PrintToken::Kind::character)
            break;
        const int item = match.item_of[gap - ahead];
        if (item >= 0 &&
            region.items[static_cast<std::size_t>(item)].character == flow[gap - ahead].character)
            return true;
    }
    return false;
}

}  // namespace

void SpotCollector::take_cell(const PrintedRegion& region, const PrintFlow& flow,
                              const FlowMatch& match, const PrintedRegion* behind) {
    // the line between two rows was not seen: which of them is the known one cannot be told
    if (has_twice_the_boxes(region, flow)) {
        miss(flow);
        return;
    }
    const std::size_t end = end_of_what_is_here(flow, match);
    std::vector<std::pair<std::size_t, cv::Rect>> places;
    for (std::size_t i = 0; i < flow.size(); ++i)
        if (flow[i].kind == PrintToken::Kind::gap) {
            if (const cv::Rect cell = cell_before_unit(region, flow, match, i); !cell.empty()) {
                places.emplace_back(i, cell);
                continue;
            }
            if (!region.parts.empty() && flow.size() > 1 &&
                !has_its_label(region, flow, match, i)) {
                missing.push_back(flow[i].spot);
                continue;
            }
            cv::Rect own = writing_gap(region, flow, match, i, px_per_mm_);
            if (own.x > region.box.x && is_centered_label(region, flow))
                own = {};
            if (!places.empty()) {
                auto& [ahead, upper] = places.back();
                keep_apart(upper, own, ahead > 0 ? row_of(region, match, ahead - 1) : nullptr,
                           px_per_mm_);
                const cv::Rect shared = upper & own;
                if (upper.empty() || (shared.width == upper.width && own.y <= upper.y)) {
                    own = below_gap_ahead(region, match, ahead, i, own);
                    upper.height = std::min(upper.height, std::max(0, own.y - upper.y));
                }
            }
            if (lacks_its_unit(region, flow, match, i, own))
                own = behind && i + 1 == end ? behind->box : cv::Rect();
            else if (behind && i + 1 == end)
                own = larger(up_to_unit(region, own, px_per_mm_), behind->box);
            const bool beside = behind && own == behind->box;
            places.emplace_back(i, up_to_unit(beside ? *behind : region, own, px_per_mm_));
        }
    for (const auto& [token, place] : places) add(flow[token].spot, SpotKind::field, place);
    boxes_.take(region, flow, match);
}

void SpotCollector::take_above(const PrintedRegion& region, const PrintFlow& flow,
                               const FlowMatch& match) {
    for (std::size_t i = 0; i < flow.size(); ++i)
        if (flow[i].kind == PrintToken::Kind::gap)
            add(flow[i].spot, SpotKind::field,
                gap_on_bare_paper(region, flow, match, i, px_per_mm_));
}

void SpotCollector::miss(const PrintFlow& flow) {
    for (const auto& token : flow)
        if (token.kind != PrintToken::Kind::character)
            missing.push_back(token.spot);
}

void SpotCollector::find_boxes() {
    boxes_.find();
    for (const auto& [id, place] : boxes_.boxes) add(id, SpotKind::checkbox, place);
    missing.insert(missing.end(), boxes_.missing.begin(), boxes_.missing.end());
}

void SpotCollector::add(const std::string& id, SpotKind kind, const cv::Rect& place) {
    if (place.empty())
        missing.push_back(id);
    else
        spots.push_back(spot_at(id, kind, page_, place, px_per_mm_));
}

}  // namespace tanfang
