#include "pipeline/page/option_cells.h"

#include "pipeline/page/joined_cells.h"
#include "pipeline/page/labeled_rows.h"

#include <algorithm>
#include <utility>

namespace tanfang {

namespace {

constexpr std::size_t fewest_options = 2;
constexpr std::size_t label_signs = 2;  // of a label, that must have been read in its cell

/// The options that begin with a cell of a row, of two cells each, of which one is a box.
std::size_t options_from(const CellRow& row, std::size_t at) {
    const bool behind = lone_box(row.back()) != nullptr;
    std::size_t options = 0;
    for (; at + 1 < row.size() && lone_box(row[behind ? at + 1 : at]) &&
           !lone_box(row[behind ? at : at + 1]);
         at += 2)
        ++options;
    return options;
}

/// The cells of the boxes of several options in a row.
std::vector<cv::Rect> cells_of_boxes(const std::vector<CellRow>& rows) {
    std::vector<cv::Rect> boxes;
    for (const auto& row : rows)
        for (std::size_t at = 0; at < row.size();) {
            const std::size_t options = options_from(row, at), end = at + 2 * options;
            for (; options >= fewest_options && at < end; ++at)
                if (lone_box(row[at]))
                    boxes.push_back(row[at].box);
            at = std::max(at + 1, end);
        }
    return boxes;
}

/// Cells of a row, joined where boxes and labels take turns.
///
/// @param columns  where a single option has its box too
std::vector<PrintedRegion> joined_row(const CellRow& row, const std::vector<cv::Rect>& columns,
                                      double px_per_mm) {
    const auto is_in_column = [&](const PrintedRegion& cell) {
        return lone_box(cell) &&
               std::any_of(columns.begin(), columns.end(), [&](const cv::Rect& column) {
                   return same_column(cell.box, column, px_per_mm);
               });
    };
    std::vector<PrintedRegion> out;
    for (std::size_t at = 0; at < row.size();) {
        const std::size_t options = options_from(row, at), end = at + 2 * options;
        if (options >= fewest_options ||
            (options == 1 && (is_in_column(row[at]) || is_in_column(row[at + 1])))) {
            out.push_back(as_one_cell(row, at, end));
            at = end;
        } else {
            out.push_back(row[at++]);
        }
    }
    return out;
}

}  // namespace

std::vector<PrintedRegion> with_option_cells_joined(const std::vector<PrintedRegion>& cells,
                                                    double px_per_mm) {
    std::vector<PrintedRegion> out;
    const auto rows = rows_of_cells(cells, px_per_mm);
    const auto columns = cells_of_boxes(rows);
    for (const auto& row : rows)
        for (auto& cell : joined_row(row, columns, px_per_mm)) out.push_back(std::move(cell));
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
