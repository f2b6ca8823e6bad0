#include "pipeline/page/option_cells.h"

#include "pipeline/page/joined_cells.h"
#include "pipeline/page/labeled_rows.h"
#include "pipeline/page/unit_cells.h"

#include <algorithm>
#include <utility>

namespace tanfang {

namespace {

constexpr std::size_t fewest_options = 2;
constexpr std::size_t label_signs = 2;  // of a label, that must have been read in its cell

/// Cells from one on that are options: pairs of a cell with a box and one with its label.
struct OptionRun {
    std::size_t options = 0;
    std::size_t end = 0;  ///< behind the last cell
};

/// Where boxes stand before their labels, an option that asks for writing may have that and its
/// unit in two more cells.
OptionRun options_from(const CellRow& row, std::size_t at, const std::vector<PrintFlow>& units) {
    const bool behind = lone_box(row.back()) != nullptr;
    OptionRun run{0, at};
    while (run.end + 1 < row.size() && lone_box(row[behind ? run.end + 1 : run.end]) &&
           !lone_box(row[behind ? run.end : run.end + 1])) {
        run.end += 2;
        ++run.options;
        if (!behind && run.end + 1 < row.size() && !lone_box(row[run.end]) &&
            is_unit(row[run.end + 1], units))
            run.end += 2;
    }
    return run;
}

/// The cells of the boxes of several options in a row.
std::vector<cv::Rect> cells_of_boxes(const std::vector<CellRow>& rows,
                                     const std::vector<PrintFlow>& units) {
    std::vector<cv::Rect> boxes;
    for (const auto& row : rows)
        for (std::size_t at = 0; at < row.size();) {
            const OptionRun run = options_from(row, at, units);
            for (std::size_t i = at; run.options >= fewest_options && i < run.end; ++i)
                if (lone_box(row[i]))
                    boxes.push_back(row[i].box);
            at = std::max(at + 1, run.end);
        }
    return boxes;
}

/// Cells of a row, joined where boxes and labels take turns.
///
/// @param columns  where a single option has its box too
std::vector<PrintedRegion> joined_row(const CellRow& row, const std::vector<cv::Rect>& columns,
                                      const std::vector<PrintFlow>& units, double px_per_mm) {
    const auto is_in_column = [&](const PrintedRegion& cell) {
        return lone_box(cell) &&
               std::any_of(columns.begin(), columns.end(), [&](const cv::Rect& column) {
                   return same_column(cell.box, column, px_per_mm);
               });
    };
    std::vector<PrintedRegion> out;
    for (std::size_t at = 0; at < row.size();) {
        const OptionRun run = options_from(row, at, units);
        if (run.options >= fewest_options ||
            (run.options == 1 && (is_in_column(row[at]) || is_in_column(row[at + 1])))) {
            out.push_back(as_one_cell(row, at, run.end));
            at = run.end;
        } else {
            out.push_back(row[at++]);
        }
    }
    return out;
}

}  // namespace

std::vector<PrintedRegion> with_option_cells_joined(const std::vector<PrintedRegion>& cells,
                                                    const std::vector<PrintFlow>& units,
                                                    double px_per_mm) {
    std::vector<PrintedRegion> out;
    const auto rows = rows_of_cells(cells, px_per_mm);
    const auto columns = cells_of_boxes(rows, units);
    for (const auto& row : rows)
        for (auto& cell : joined_row(row, columns, units, px_per_mm))
            out.push_back(std::move(cell));
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
