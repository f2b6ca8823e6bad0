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
constexpr std::size_t fewest_of_a_row = 3;    // cells for writing that tell a row by their columns
constexpr double column_heading_read = 0.7;   // agreement of a heading over a column
constexpr double clearly_this_heading = 0.1;  // more than with another heading

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

/// The headings that a form has over the cells for writing of a row, in their order; empty if there
/// are none.
std::vector<PrintFlow> headings_of(const LabeledRow& row, const FormMatch& match) {
    if (!match.form || row.count < fewest_of_a_row)
        return {};
    const auto& known = match.form->cells;
    const auto at = [&known](std::size_t i) {
        return known.begin() + static_cast<std::ptrdiff_t>(i);
    };
    const std::string& spot = match.flows[row.known].front().spot;
    const auto own = std::find_if(known.begin(), known.end(), [&spot](const PrintFlow& flow) {
        return !flow.empty() && flow.front().spot == spot;
    });
    auto label = static_cast<std::size_t>(own - known.begin()) - 1;
    // above the first of such rows
    while (label > row.count && std::none_of(at(label - row.count), at(label), has_words))
        label -= row.count + 1;
    if (label < row.count || !std::all_of(at(label - row.count), at(label), is_print_alone))
        return {};
    return {at(label - row.count), at(label)};
}

/// The heading that these words are clearly rather than any other; as many as there are if none.
std::size_t heading_in(const std::vector<PrintedItem>& items,
                       const std::vector<PrintFlow>& headings) {
    std::size_t best = headings.size();
    double most = 0, next = 0;
    for (std::size_t i = 0; i < headings.size(); ++i) {
        const double fit = match_flow(headings[i], items).agreement;
        next = std::max(next, std::min(fit, most));
        if (fit > most) {
            most = fit;
            best = i;
        }
    }
    return most >= column_heading_read && most >= next + clearly_this_heading ? best
                                                                              : headings.size();
}

/// The heading that stands nearest above a cell in its columns; as many as there are if none.
std::size_t heading_above(std::size_t cell, const std::vector<PrintFlow>& headings,
                          const std::vector<PrintedRegion>& cells, double px_per_mm) {
    std::size_t nearest = headings.size();
    int lowest = 0;
    for (const auto& upper : cells) {
        if (!same_column(upper.box, cells[cell].box, px_per_mm) ||
            upper.box.br().y > cells[cell].box.y || upper.box.br().y <= lowest)
            continue;
        const std::size_t heading = heading_in(upper.items, headings);
        if (heading == headings.size())
            continue;
        nearest = heading;
        lowest = upper.box.br().y;
    }
    return nearest;
}

/// The cells of a row by their headings; nothing if these do not say which is which. One that was
/// not read is the one that is left, and where most stand in their order the others do too.
std::optional<std::vector<std::size_t>> by_headings(const LabeledRow& row,
                                                    const std::vector<PrintFlow>& headings,
                                                    const std::vector<PrintedRegion>& cells,
                                                    double px_per_mm) {
    const std::size_t none = cells.size();
    std::vector<std::size_t> ordered(row.count, none), left;
    std::size_t read = 0, in_order = 0;
    for (std::size_t i = 0; i < row.count; ++i) {
        const std::size_t heading = heading_above(row.cells[i], headings, cells, px_per_mm);
        if (heading == headings.size()) {
            left.push_back(i);
            continue;
        }
        if (ordered[heading] != none)
            return std::nullopt;
        ordered[heading] = row.cells[i];
        ++read;
        in_order += heading == i;
    }
    if (2 * read < row.count || (left.size() > 1 && in_order < read))
        return std::nullopt;
    for (const std::size_t i : left)
        *std::find(ordered.begin(), ordered.end(), none) = row.cells[i];
    return ordered;
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

void put_under_headings(std::vector<LabeledRow>& rows, const FormMatch& match,
                        const std::vector<PrintedRegion>& cells, double px_per_mm) {
    for (auto& row : rows) {
        const auto headings = headings_of(row, match);
        if (headings.empty() || row.cells.size() != row.count)
            continue;
        auto ordered = by_headings(row, headings, cells, px_per_mm);
        row.cells = ordered ? std::move(*ordered) : std::vector<std::size_t>();
    }
}

}  // namespace tanfang
