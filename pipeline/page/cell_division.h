/// Divides known cells as a print has them: whoever sets a form anew gives the second half of a
/// cell a row of its own, or one of its options. Several options: options_apart.h.
///
/// in:  known cells, aligned with those of the print
/// out: the same, one of them in parts
#pragma once

#include "pipeline/page/cell_order.h"

#include <optional>
#include <vector>

namespace tanfang {

inline constexpr double same_words = 0.4;    ///< fit of a cell that says the known one's words
inline constexpr double clearly_more = 0.7;  ///< gain of a cell that is put elsewhere, or in parts

/// Which cells of the print are matched with words of their own; two of equal length agree a
/// little whatever they say.
std::vector<bool> taken_cells(const KnownCells& known, const CellAlignment& alignment,
                              std::size_t cells);

/// The known cells with one of them in two, of which one is a cell that is not taken: that which
/// gains most, for a single sign agrees with many a cell.
std::optional<KnownCells> with_a_split(const KnownCells& known, const CellAlignment& alignment,
                                       const std::vector<PrintedRegion>& cells);

}  // namespace tanfang
