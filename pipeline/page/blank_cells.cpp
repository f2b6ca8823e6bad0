#include "pipeline/page/blank_cells.h"

#include "pipeline/page/cell_order.h"
#include "pipeline/page/labeled_rows.h"

#include <algorithm>
#include <cstdlib>
#include <optional>

namespace tanfang {

namespace {

constexpr double side_by_side_mm = 2;       // between two cells, a ruled line included
constexpr std::size_t fewest_headings = 2;  // side by side, each with its writing below

/// A whole row under whose cells those of another one stand; nullptr if there is none.
const LabeledRow* whole_row_like(const LabeledRow& row, const std::vector<LabeledRow>& rows,
                                 const std::vector<PrintedRegion>& cells, double px_per_mm) {
    const auto like = std::find_if(rows.begin(), rows.end(), [&](const LabeledRow& other) {
        return other.count == row.count && other.cells.size() == row.count &&
               same_column(cells[other.label].box, cells[row.label].box, px_per_mm);
    });
    return like == rows.end() ? nullptr : &*like;
}

/// Which flow is the label of one that begins with a gap: what the form has before it, where the
/// print has put something else between them.
std::size_t label_before(const FormMatch& match, std::size_t at) {
    const auto& known = match.form ? match.form->cells : match.flows;
    for (std::size_t i = 1; i < known.size(); ++i) {
        if (known[i].empty() || known[i].front().spot != match.flows[at].front().spot)
            continue;
        const auto is_same = [&](const PrintFlow& flow) {
            return std::equal(flow.begin(), flow.end(), known[i - 1].begin(), known[i - 1].end(),
                              [](const PrintToken& one, const PrintToken& other) {
                                  return one.kind == other.kind && one.character == other.character;
                              });
        };
        const auto label = std::find_if(match.flows.begin(), match.flows.end(), is_same);
        if (label != match.flows.end())
            return static_cast<std::size_t>(label - match.flows.begin());
    }
    return at - 1;
}

/// Labels that end their row and have their writing below: each has another such one beside it, or
/// a much larger cell below.
void take_cells_below(std::vector<LabeledRow>& rows, const FormMatch& match,
                      const std::vector<PrintedRegion>& cells, double px_per_mm) {
    std::vector<bool> taken(cells.size());
    for (const auto& cell : match.cells) taken[cell.cell] = true;
    const auto may_be_heading = [&](const LabeledRow& row) {
        return row.count == 1 && row.cells.empty() &&
               free_below(row.label, taken, cells, px_per_mm) < cells.size();
    };
    // a label beside them that the form has in another place is a heading too
    const auto is_beside_heading = [&](const LabeledRow& row) {
        for (std::size_t cell = 0; cell < cells.size(); ++cell)
            if (is_label_cell(match, cell) &&
                (follows(cells[cell].box, cells[row.label].box, px_per_mm) ||
                 follows(cells[row.label].box, cells[cell].box, px_per_mm)) &&
                free_below(cell, taken, cells, px_per_mm) < cells.size())
                return true;
        return false;
    };
    const auto has_larger_below = [&](const LabeledRow& row) {
        return cells[free_below(row.label, taken, cells, px_per_mm)].box.area() >=
               larger_below * cells[row.label].box.area();
    };
    std::vector<LabeledRow*> headings;
    const auto settle = [&] {
        if (headings.size() >= fewest_headings ||
            (headings.size() == 1 &&
             (is_beside_heading(*headings.front()) || has_larger_below(*headings.front()))))
            for (LabeledRow* const row : headings)
                row->cells = {free_below(row->label, taken, cells, px_per_mm)};
        headings.clear();
    };
    for (auto& row : rows) {
        if (!headings.empty() &&
            !follows(cells[row.label].box, cells[headings.back()->label].box, px_per_mm))
            settle();
        if (may_be_heading(row))
            headings.push_back(&row);
    }
    settle();
}

}  // namespace

bool follows(const cv::Rect& cell, const cv::Rect& before, double px_per_mm) {
    const int gap = cell.x - before.x - before.width;
    const int shared =
        std::min(cell.y + cell.height, before.y + before.height) - std::max(cell.y, before.y);
    return gap >= 0 && gap < side_by_side_mm * px_per_mm &&
           2 * shared > std::min(cell.height, before.height);
}

bool is_below(const cv::Rect& cell, const cv::Rect& upper, double px_per_mm) {
    return same_column(cell, upper, px_per_mm) &&
           std::abs(cell.y - upper.br().y) < side_by_side_mm * px_per_mm;
}

void settle_blank_cells(FormMatch& match, const std::vector<PrintedRegion>& cells,
                        double px_per_mm) {
    auto rows = rows_of(match, cells, px_per_mm);
    std::erase_if(match.cells,
                  [&](const CellMatch& cell) { return !has_words(match.flows[cell.known]); });
    add_numbered_rows(rows, match, cells, px_per_mm);
    put_under_headings(rows, match, cells, px_per_mm);
    take_cells_below(rows, match, cells, px_per_mm);
    const auto take = [&](std::size_t cell, std::size_t known) {
        match.cells.push_back({cell, known, match_flow(match.flows[known], cells[cell].items)});
    };
    for (const auto& row : rows) {
        const bool whole = row.cells.size() == row.count || (row.count == 1 && !row.cells.empty());
        const LabeledRow* const like =
            whole ? nullptr : whole_row_like(row, rows, cells, px_per_mm);
        for (std::size_t i = 0; i < row.count; ++i) {
            if (whole)
                take(row.cells[i], row.known + i);
            for (const std::size_t cell : row.cells)
                if (like && same_column(cells[cell].box, cells[like->cells[i]].box, px_per_mm))
                    take(cell, row.known + i);
        }
    }
    std::sort(match.cells.begin(), match.cells.end(),
              [](const auto& a, const auto& b) { return a.known < b.known; });
}

void settle_first_gaps(FormMatch& match, const std::vector<PrintedRegion>& cells,
                       double px_per_mm) {
    const auto of_known = [&match](std::size_t known) {
        return std::find_if(match.cells.begin(), match.cells.end(),
                            [known](const CellMatch& cell) { return cell.known == known; });
    };
    const auto is_free = [&match](std::size_t cell) {
        return std::none_of(match.cells.begin(), match.cells.end(),
                            [cell](const CellMatch& matched) { return matched.cell == cell; });
    };
    const auto place_of = [&](std::size_t label) {
        bool ends_row = true;
        for (std::size_t cell = 0; cell < cells.size(); ++cell)
            if (follows(cells[cell].box, cells[label].box, px_per_mm)) {
                if (is_free(cell))
                    return cell;
                ends_row = false;
            }
        if (!ends_row)
            return cells.size();
        std::vector<bool> taken(cells.size());
        for (const auto& cell : match.cells) taken[cell.cell] = true;
        const std::size_t below = free_below(label, taken, cells, px_per_mm);
        const bool larger = below < cells.size() &&
                            cells[below].box.area() >= larger_below * cells[label].box.area();
        return larger ? below : cells.size();
    };
    for (std::size_t at = 1; at < match.flows.size(); ++at) {
        const PrintFlow flow = match.flows[at];
        if (flow.size() < 2 || flow[0].kind != PrintToken::Kind::gap ||
            flow[1].kind != PrintToken::Kind::character)
            continue;
        const std::size_t before = label_before(match, at);
        const auto label = of_known(before);
        if (label == match.cells.end() || !is_print_alone(match.flows[before]))
            continue;
        const std::size_t place = place_of(label->cell);
        if (place == cells.size())
            continue;
        for (auto& cell : match.cells) cell.known += cell.known > at;
        const PrintFlow gap(flow.begin(), flow.begin() + 1), rest(flow.begin() + 1, flow.end());
        match.flows[at] = gap;
        match.flows.insert(match.flows.begin() + static_cast<std::ptrdiff_t>(at) + 1, rest);
        if (const auto own = of_known(at); own != match.cells.end())
            *own = {own->cell, at + 1, match_flow(rest, cells[own->cell].items)};
        match.cells.insert(std::find_if(match.cells.begin(), match.cells.end(),
                                        [at](const CellMatch& cell) { return cell.known > at; }),
                           {place, at, match_flow(gap, cells[place].items)});
    }
}

}  // namespace tanfang
