#include "pipeline/page/option_cells.h"

#include "pipeline/page/blank_cells.h"

#include <algorithm>
#include <utility>

namespace tanfang {

namespace {

constexpr std::size_t fewest_options = 2;
constexpr std::size_t label_signs = 2;  // of a label, that must have been read in its cell
constexpr double outline_share = 0.25;  // of a box's width, on both sides of it

/// The box that stands alone in a cell; nullptr if none does. Of its outline some sign may have
/// been read.
const PrintedItem* lone_box(const PrintedRegion& cell) {
    const auto is_square = [](const PrintedItem& item) { return item.square; };
    if (std::count_if(cell.items.begin(), cell.items.end(), is_square) != 1)
        return nullptr;
    const auto box = std::find_if(cell.items.begin(), cell.items.end(), is_square);
    const double room = outline_share * box->box.width;
    const bool alone = std::all_of(cell.items.begin(), cell.items.end(), [&](const auto& item) {
        const double middle = item.box.x + item.box.width / 2.0;
        return middle > box->box.x - room && middle < box->box.br().x + room;
    });
    return alone ? &*box : nullptr;
}

/// The part of a joined region in which an item stands.
std::ptrdiff_t part_of(const PrintedRegion& region, const PrintedItem& item) {
    const cv::Point middle = (item.box.tl() + item.box.br()) / 2;
    return std::find_if(region.parts.begin(), region.parts.end(),
                        [&middle](const cv::Rect& part) { return part.contains(middle); }) -
           region.parts.begin();
}

/// The cells as one: what they say stands in one line.
PrintedRegion as_one_cell(const std::vector<PrintedRegion>& cells, std::size_t first,
                          std::size_t end) {
    PrintedRegion out;
    PrintedRow row;
    for (std::size_t i = first; i < end; ++i) {
        const PrintedRegion& cell = cells[i];
        out.box |= cell.box;
        out.parts.push_back(cell.box);
        for (const auto& one : cell.rows) {
            row.box |= one.box;
            row.ink.insert(row.ink.end(), one.ink.begin(), one.ink.end());
        }
        if (const PrintedItem* const box = lone_box(cell))
            out.items.push_back(*box);
        else
            out.items.insert(out.items.end(), cell.items.begin(), cell.items.end());
    }
    std::sort(row.ink.begin(), row.ink.end(),
              [](const auto& a, const auto& b) { return a.start < b.start; });
    for (auto& item : out.items) item.line = 0;
    out.rows.push_back(std::move(row));
    return out;
}

/// Cells of a row, joined where boxes and labels take turns.
std::vector<PrintedRegion> joined_row(const std::vector<PrintedRegion>& row) {
    const bool behind = lone_box(row.back()) != nullptr;
    std::vector<PrintedRegion> out;
    for (std::size_t at = 0; at < row.size();) {
        std::size_t end = at, options = 0;
        // an option is two cells, of which one is a box
        while (end + 1 < row.size() && lone_box(row[behind ? end + 1 : end]) &&
               !lone_box(row[behind ? end : end + 1])) {
            end += 2;
            ++options;
        }
        if (options < fewest_options) {
            out.push_back(row[at++]);
            continue;
        }
        out.push_back(as_one_cell(row, at, end));
        at = end;
    }
    return out;
}

}  // namespace

std::vector<PrintedRegion> with_option_cells_joined(const std::vector<PrintedRegion>& cells,
                                                    double px_per_mm) {
    std::vector<PrintedRegion> out;
    for (auto from = cells.begin(); from != cells.end();) {
        auto to = from + 1;
        while (to != cells.end() && follows(to->box, (to - 1)->box, px_per_mm)) ++to;
        for (auto& cell : joined_row({from, to})) out.push_back(std::move(cell));
        from = to;
    }
    return out;
}

bool are_beside_their_labels(const PrintedRegion& region, const PrintFlow& flow,
                             const FlowMatch& match) {
    if (region.parts.empty())
        return true;
    const auto item = [&](std::size_t token) {
        const int found = match.item_of[token];
        return found < 0 ? nullptr : &region.items[static_cast<std::size_t>(found)];
    };
    for (std::size_t box = 0; box < flow.size(); ++box) {
        if (flow[box].kind != PrintToken::Kind::box || !item(box))
            continue;
        std::size_t signs = 0, seen = 0;
        for (std::size_t at = box + 1;
             at < flow.size() && flow[at].kind == PrintToken::Kind::character; ++at) {
            const PrintedItem* const sign = item(at);
            seen += sign && sign->character == flow[at].character &&
                    part_of(region, *sign) == part_of(region, *item(box)) + 1;
            ++signs;
        }
        if (seen < std::min(signs, label_signs))
            return false;
    }
    return true;
}

}  // namespace tanfang
