#include "pipeline/page/box_side.h"

#include <algorithm>
#include <utility>

namespace tanfang {

namespace {

/// How many times as many cells must speak for a side as for the other: on filled sheets a stroke
/// hides a label or a box.
constexpr int clear_majority = 3;

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
    if (cell.items.empty() || cell.items.front().square == cell.items.back().square)
        return BoxSide::unclear;
    return cell.items.front().square ? BoxSide::before : BoxSide::behind;
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
