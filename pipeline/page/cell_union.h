/// Joins known cells that a print has in one: whoever sets a form anew writes the rows of a table
/// as lines of one cell.
///
/// in:  known cells, aligned with those of the print
/// out: the same, some neighbors as one
#pragma once

#include "pipeline/page/cell_order.h"

#include <optional>
#include <vector>

namespace tanfang {

/// The known cells with a run of neighbors as one, whose words all stand in one cell of the print:
/// that which agrees best. Else the place of writing of one would be taken for another's. None of
/// them is found elsewhere.
std::optional<KnownCells> with_a_run_joined(const KnownCells& known, const CellAlignment& alignment,
                                            const std::vector<PrintedRegion>& cells);

}  // namespace tanfang
