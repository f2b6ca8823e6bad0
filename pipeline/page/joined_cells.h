/// Joins cells of a row: spreadsheets give what word processors set in one cell a cell a piece.
///
/// in:  the cells of a print, as they were read
/// out: one region that knows the cells it was joined from
#pragma once

#include "pipeline/page/printed_items.h"

#include <cstddef>
#include <vector>

namespace tanfang {

/// Cells that stand side by side, from left to right.
using CellRow = std::vector<PrintedRegion>;

/// @param cells  by their top, then from left to right
std::vector<CellRow> rows_of_cells(const std::vector<PrintedRegion>& cells, double px_per_mm);

/// The cells of a row from one up to another as one: what they say stands in one line.
PrintedRegion as_one_cell(const CellRow& cells, std::size_t first, std::size_t end);

/// The box that stands alone in a cell; nullptr if none does. Of its outline some sign may have
/// been read.
const PrintedItem* lone_box(const PrintedRegion& cell);

/// The part of a joined region in which an item stands; as many as there are if in none.
std::ptrdiff_t part_of(const PrintedRegion& region, const PrintedItem& item);

}  // namespace tanfang
