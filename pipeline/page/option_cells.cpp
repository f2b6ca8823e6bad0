#include "pipeline/page/option_cells.h"

#include "pipeline/page/joined_cells.h"

#include <algorithm>
#include <utility>

namespace tanfang {

namespace {

constexpr std::size_t fewest_options = 2;
constexpr std::size_t label_signs = 2;  // of a label, that must have been read in its cell

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
    for (const auto& row : rows_of_cells(cells, px_per_mm))
        for (auto& cell : joined_row(row)) out.push_back(std::move(cell));
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
