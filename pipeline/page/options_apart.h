/// Divides a known cell whose options a print has in several cells: one each, or some in each of
/// several rows.
///
/// in:  known cells, aligned with those of the print
/// out: the same, the options of one of them by the print's cells
#pragma once

#include "pipeline/page/cell_order.h"

#include <optional>
#include <vector>

namespace tanfang {

/// The known cells with one whose options stand in several cells, in any order: the one that gains
/// most by it.
std::optional<KnownCells> with_options_apart(const KnownCells& known,
                                             const CellAlignment& alignment,
                                             const std::vector<PrintedRegion>& cells);

}  // namespace tanfang
