/// Aligns the cells of a print with known ones, also where the print has some in another place:
/// whoever sets a form anew moves a label with its cell to another row, or gives the second half
/// of a cell a row of its own.
///
/// in:  known cells, each with its fit to every cell of the print
/// out: which goes with which
///
/// @see Needleman & Wunsch, Journal of Molecular Biology 48 (1970)
#pragma once

#include "pipeline/form/print_words.h"
#include "pipeline/page/printed_items.h"

#include <utility>
#include <vector>

namespace tanfang {

struct KnownCell {
    PrintFlow flow;
    std::vector<double> fits;     ///< 0..1, to each cell of the print
    bool begins_section = false;  ///< what follows up to the next such cell belongs to it
};

using KnownCells = std::vector<KnownCell>;

struct CellAlignment {
    double gain = 0;  ///< sum of the fits
    std::vector<std::pair<std::size_t, std::size_t>>
        pairs;  ///< cell of the print, known cell; in reading order
};

/// Whether anything is printed there.
bool has_words(const PrintFlow& flow);

/// @param cells  of the print; either side may have cells that the other lacks
KnownCell known_cell(const PrintFlow& flow, const std::vector<PrintedRegion>& cells);

/// The alignment of greatest gain that keeps the order of both sides; a cell that says the words of
/// a known one goes with no other.
CellAlignment align_cells(const std::vector<KnownCell>& known, std::size_t cells);

/// Moves, divides and joins known cells as far as that lets clearly more of the print's words
/// agree: first whole sections, then a label with the places behind it.
void put_in_print_order(std::vector<KnownCell>& known, const std::vector<PrintedRegion>& cells);

}  // namespace tanfang
