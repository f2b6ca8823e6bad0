#include "pipeline/page/cell_behind.h"

#include "pipeline/page/blank_cells.h"
#include "pipeline/page/cell_order.h"

#include <algorithm>

namespace tanfang {

namespace {

/// Whether a cell stands beside a label that has its place of writing below it, or a cell that is
/// free and blank.
bool is_among_headings(const FormMatch& match, const cv::Rect& own,
                       const std::vector<PrintedRegion>& cells, double px_per_mm) {
    const auto is_place_of = [&](std::size_t label, const PrintedRegion& place) {
        const auto known =
            std::find_if(match.cells.begin(), match.cells.end(),
                         [&](const CellMatch& matched) { return &cells[matched.cell] == &place; });
        return known == match.cells.end()
                   ? place.items.empty()
                   : known->known == label + 1 && !has_words(match.flows[known->known]);
    };
    return std::any_of(match.cells.begin(), match.cells.end(), [&](const CellMatch& label) {
        const cv::Rect& box = cells[label.cell].box;
        return has_words(match.flows[label.known]) &&
               (follows(own, box, px_per_mm) || follows(box, own, px_per_mm)) &&
               std::any_of(cells.begin(), cells.end(), [&](const PrintedRegion& place) {
                   return is_below(place.box, box, px_per_mm) && is_place_of(label.known, place);
               });
    });
}

}  // namespace

const PrintedRegion* cell_behind(const FormMatch& match, std::size_t at,
                                 const std::vector<PrintedRegion>& cells, const PrintedRegion* head,
                                 double px_per_mm) {
    const auto is_free = [&](const PrintedRegion& cell) {
        return &cell != head &&
               std::none_of(match.cells.begin(), match.cells.end(), [&](const CellMatch& matched) {
                   return &cells[matched.cell] == &cell;
               });
    };
    // a cell for writing alone is its own place
    if (!has_words(match.flows[match.cells[at].known]))
        return nullptr;
    const std::size_t label = match.cells[at].cell;
    const cv::Rect& own = cells[label].box;
    const bool ends_row =
        label + 1 == cells.size() || !follows(cells[label + 1].box, own, px_per_mm);
    const PrintedRegion* const right =
        ends_row || !is_free(cells[label + 1]) ? nullptr : &cells[label + 1];
    if (right && right->items.empty())
        return right;
    const bool heading = is_among_headings(match, own, cells, px_per_mm);
    const auto below = std::find_if(cells.begin(), cells.end(), [&](const PrintedRegion& cell) {
        // what is printed right of the label may be the next heading
        return is_below(cell.box, own, px_per_mm) && (heading || (right && cell.items.empty()) ||
                                                      cell.box.area() >= larger_below * own.area());
    });
    return below != cells.end() && is_free(*below) ? &*below : right;
}

}  // namespace tanfang
