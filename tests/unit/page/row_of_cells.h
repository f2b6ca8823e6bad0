/// Rows of cells as they are read, by what each of them says.
#pragma once

#include "pipeline/page/printed_items.h"

#include <string>
#include <vector>

#include "flow_of.h"
#include "printed_row.h"

namespace tanfang {

inline constexpr int cell_width = 300, cell_height = 80;

/// A row of cells, of which each says this; what is read in the first line of its middle.
inline std::vector<PrintedRegion> row_of_cells(const std::vector<std::string>& words, int top = 0) {
    std::vector<PrintedRegion> cells;
    for (const auto& said : words) {
        PrintedRegion cell;
        const int left = cell_width * static_cast<int>(cells.size());
        cell.box = {left, top, cell_width - 4, cell_height};
        cell.items = items_of(said);
        for (auto& item : cell.items) {
            item.box.y = top + 30;
            item.box.x += left;
        }
        if (!cell.items.empty())
            cell.rows.push_back({cell.items.front().box | cell.items.back().box, {}});
        cells.push_back(cell);
    }
    return cells;
}

inline std::string said_in(const PrintedRegion& cell) {
    std::string words;
    for (const auto& item : cell.items)
        words += item.square ? "□" : utf8(std::u32string(1, item.character));
    return words;
}

}  // namespace tanfang
