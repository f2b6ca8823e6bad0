#include "pipeline/page/box_side.h"

#include <algorithm>

namespace tanfang {

namespace {

/// How many times as many cells must speak for a side as for the other: on filled sheets a stroke
/// hides a label or a box.
constexpr int clear_majority = 3;

// Of a box's width: its outline and the blur around it, and what is no longer close.
constexpr double outline_width = 0.25;
constexpr double least_room = 0.5;
constexpr int clearly_nearer = 2;  // times

BoxSide by_ends(const PrintedRegion& cell) {
    if (cell.items.empty() || cell.items.front().square == cell.items.back().square)
        return BoxSide::unclear;
    return cell.items.front().square ? BoxSide::before : BoxSide::behind;
}

/// By the words that a box stands much nearer to than to those on its other side.
BoxSide by_room(const PrintedRow& row, const cv::Rect& box) {
    const int outline = static_cast<int>(outline_width * box.width);
    const int left = box.x - outline, right = box.br().x + outline;
    int room_before = -1, room_behind = -1;  // -1: nothing stands there
    for (const auto& ink : row.ink) {
        if (ink.start < left && (room_before < 0 || left - ink.end < room_before))
            room_before = std::max(0, left - ink.end);
        if (ink.end > right && (room_behind < 0 || ink.start - right < room_behind))
            room_behind = std::max(0, ink.start - right);
    }
    const int near = std::min(room_before, room_behind), far = std::max(room_before, room_behind);
    if (near < 0 || far < least_room * box.width || far < clearly_nearer * near)
        return BoxSide::unclear;
    return room_before == near ? BoxSide::behind : BoxSide::before;
}

/// By most of its boxes. Cells that were joined leave any room around boxes and labels.
BoxSide by_room(const PrintedRegion& cell) {
    std::vector<BoxSide> sides;
    for (const auto& item : cell.items)
        if (item.square && cell.parts.empty())
            sides.push_back(by_room(cell.rows[static_cast<std::size_t>(item.line)], item.box));
    const bool told = std::any_of(sides.begin(), sides.end(),
                                  [](BoxSide side) { return side != BoxSide::unclear; });
    return told ? common_side(sides) : BoxSide::unclear;
}

/// Each box is moved to where the next one stands, the last to the end.
PrintFlow behind_labels(const PrintFlow& flow) {
    PrintFlow out;
    const PrintToken* box = nullptr;
    for (const auto& token : flow) {
        if (token.kind != PrintToken::Kind::box) {
            out.push_back(token);
            continue;
        }
        if (box)
            out.push_back(*box);
        box = &token;
    }
    if (box)
        out.push_back(*box);
    return out;
}

}  // namespace

BoxSide side_of_boxes(const PrintedRegion& cell) {
    const BoxSide ends = by_ends(cell), room = by_room(cell);
    if (ends == BoxSide::unclear)
        return room;
    return room == BoxSide::unclear || room == ends ? ends : BoxSide::unclear;
}

BoxSide common_side(const std::vector<BoxSide>& cells) {
    const auto before = std::count(cells.begin(), cells.end(), BoxSide::before);
    const auto behind = std::count(cells.begin(), cells.end(), BoxSide::behind);
    if (behind == 0 || before >= clear_majority * behind)
        return BoxSide::before;
    return behind >= clear_majority * before ? BoxSide::behind : BoxSide::unclear;
}

PrintWords with_boxes_behind(PrintWords form) {
    for (auto& flow : form.cells) flow = behind_labels(flow);
    return form;
}

bool has_boxes_behind(const PrintFlow& flow) {
    return !flow.empty() && flow.back().kind == PrintToken::Kind::box;
}

PrintFlow turned(PrintFlow flow) {
    std::reverse(flow.begin(), flow.end());
    return flow;
}

std::vector<PrintedItem> turned(std::vector<PrintedItem> items) {
    std::reverse(items.begin(), items.end());
    return items;
}

cv::Rect turned(const cv::Rect& place, const cv::Size& page) {
    return {page.width - place.br().x, page.height - place.br().y, place.width, place.height};
}

PrintedRegion turned(const PrintedRegion& region, const cv::Size& page) {
    PrintedRegion out;
    out.box = turned(region.box, page);
    for (auto row = region.rows.rbegin(); row != region.rows.rend(); ++row) {
        PrintedRow& other = out.rows.emplace_back();
        other.box = turned(row->box, page);
        for (auto span = row->ink.rbegin(); span != row->ink.rend(); ++span)
            other.ink.emplace_back(page.width - span->end, page.width - span->start);
    }
    for (auto part = region.parts.rbegin(); part != region.parts.rend(); ++part)
        out.parts.push_back(turned(*part, page));
    out.items = turned(region.items);
    for (auto& item : out.items) {
        item.box = turned(item.box, page);
        item.line = static_cast<int>(region.rows.size()) - 1 - item.line;
    }
    return out;
}

FlowMatch turned(const FlowMatch& match, std::size_t items) {
    FlowMatch out = match;
    std::reverse(out.item_of.begin(), out.item_of.end());
    for (int& item : out.item_of)
        if (item >= 0)
            item = static_cast<int>(items) - 1 - item;
    return out;
}

}  // namespace tanfang
