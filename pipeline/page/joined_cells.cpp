#include "pipeline/page/joined_cells.h"

#include "pipeline/page/blank_cells.h"

#include <algorithm>

namespace tanfang {

namespace {

constexpr double outline_share = 0.25;  // of a box's width, on both sides of it

}  // namespace

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

std::ptrdiff_t part_of(const PrintedRegion& region, const PrintedItem& item) {
    const cv::Point middle = (item.box.tl() + item.box.br()) / 2;
    return std::find_if(region.parts.begin(), region.parts.end(),
                        [&middle](const cv::Rect& part) { return part.contains(middle); }) -
           region.parts.begin();
}

std::vector<CellRow> rows_of_cells(const std::vector<PrintedRegion>& cells, double px_per_mm) {
    std::vector<CellRow> rows;
    for (const auto& cell : cells) {
        if (rows.empty() || !follows(cell.box, rows.back().back().box, px_per_mm))
            rows.emplace_back();
        rows.back().push_back(cell);
    }
    return rows;
}

PrintedRegion as_one_cell(const CellRow& cells, std::size_t first, std::size_t end) {
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

}  // namespace tanfang
