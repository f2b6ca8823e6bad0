#include "pipeline/page/labeled_rows.h"

#include "pipeline/page/blank_cells.h"
#include "pipeline/page/cell_order.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <set>
#include <utility>

namespace tanfang {

namespace {

constexpr double same_column_mm = 1.5;
constexpr std::size_t fewest_of_a_row = 3;  // cells for writing that tell a row by their columns

/// Cells right of a label up to one with known words.
std::vector<std::size_t> cells_right_of(std::size_t label, const std::vector<PrintedRegion>& cells,
                                        const std::vector<bool>& has_known_words,
                                        double px_per_mm) {
    std::vector<std::size_t> row;
    for (std::size_t last = label;; last = row.back()) {
        std::size_t next = 0;
        while (next < cells.size() && !follows(cells[next].box, cells[last].box, px_per_mm)) ++next;
        if (next == cells.size() || has_known_words[next])
            return row;
        row.push_back(next);
    }
}

/// How many cells for writing the form knows behind a label.
std::size_t blanks_behind(const FormMatch& match, std::size_t label) {
    std::size_t count = 0;
    while (label + 1 + count < match.flows.size() && !has_words(match.flows[label + 1 + count]))
        ++count;
    return count;
}

/// The free cell of the same columns directly below another, or above it; as many as there are
/// cells if none.
std::size_t free_beside(std::size_t own, bool below, const std::vector<bool>& taken,
                        const std::vector<PrintedRegion>& cells, double px_per_mm) {
    for (std::size_t at = 0; at < cells.size(); ++at)
        if (!taken[at] && (below ? is_below(cells[at].box, cells[own].box, px_per_mm)
                                 : is_below(cells[own].box, cells[at].box, px_per_mm)))
            return at;
    return cells.size();
}

/// The row below a whole one, or above it, if its cells stand in the same columns and are not
/// taken: the number in its first cell was not read.
std::optional<LabeledRow> row_beside(const LabeledRow& row, bool below,
                                     const std::vector<bool>& taken,
                                     const std::vector<PrintedRegion>& cells, double px_per_mm) {
    const auto beside = [&](std::size_t own) {
        return free_beside(own, below, taken, cells, px_per_mm);
    };
    const std::size_t apart = row.count + 1;
    LabeledRow other{
        beside(row.label), below ? row.known + apart : row.known - apart, row.count, {}};
    for (const std::size_t cell : row.cells) other.cells.push_back(beside(cell));
    const bool whole = other.label < cells.size() &&
                       std::count(other.cells.begin(), other.cells.end(), cells.size()) == 0;
    return whole ? std::optional(std::move(other)) : std::nullopt;
}

}  // namespace

bool same_column(const cv::Rect& one, const cv::Rect& other, double px_per_mm) {
    const double most = same_column_mm * px_per_mm;
    return std::abs(one.x - other.x) <= most && std::abs(one.br().x - other.br().x) <= most;
}

std::size_t free_below(std::size_t upper, const std::vector<bool>& taken,
                       const std::vector<PrintedRegion>& cells, double px_per_mm) {
    return free_beside(upper, true, taken, cells, px_per_mm);
}

std::vector<LabeledRow> rows_of(const FormMatch& match, const std::vector<PrintedRegion>& cells,
                                double px_per_mm) {
    std::vector<bool> has_known_words(cells.size());
    for (const auto& cell : match.cells)
        if (has_words(match.flows[cell.known]))
            has_known_words[cell.cell] = true;
    for (std::size_t cell = 0; cell < cells.size(); ++cell)
        if (is_label_cell(match, cell))
            has_known_words[cell] = true;
    std::vector<LabeledRow> rows;
    for (const auto& cell : match.cells) {
        LabeledRow row{cell.cell, cell.known + 1, 0, {}};
        row.count = blanks_behind(match, cell.known);
        if (!has_known_words[cell.cell] || row.count == 0)
            continue;
        row.cells = cells_right_of(cell.cell, cells, has_known_words, px_per_mm);
        rows.push_back(std::move(row));
    }
    return rows;
}

void add_numbered_rows(std::vector<LabeledRow>& rows, FormMatch& match,
                       const std::vector<PrintedRegion>& cells, double px_per_mm) {
    std::vector<bool> taken(cells.size());
    std::set<std::size_t> known;
    for (const auto& cell : match.cells) {
        taken[cell.cell] = true;
        known.insert(cell.known);
    }
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (const bool below : {true, false}) {
            const LabeledRow row = rows[i];
            if (row.count < fewest_of_a_row || row.cells.size() != row.count ||
                (!below && row.known < row.count + 2))
                continue;
            const std::size_t label = below ? row.known + row.count : row.known - row.count - 2;
            if (label >= match.flows.size() || known.contains(label) ||
                blanks_behind(match, label) != row.count)
                continue;
            auto beside = row_beside(row, below, taken, cells, px_per_mm);
            if (!beside)
                continue;
            known.insert(label);
            match.cells.push_back(
                {beside->label, label, match_flow(match.flows[label], cells[beside->label].items)});
            rows.push_back(std::move(*beside));
        }
}

}  // namespace tanfang
