/// Joins the cells of a row in which each box has a cell of its own beside that of its label, as
/// spreadsheets have them: then they are read like options in one cell.
///
/// in:  the cells of a print, as they were read
/// out: the same with such cells joined
#pragma once

#include "pipeline/form/print_words.h"
#include "pipeline/page/flow_match.h"
#include "pipeline/page/printed_items.h"

#include <vector>

namespace tanfang {

/// A row that ends with a box has its boxes behind their labels, one that ends with a label before
/// them. What stands to the left of the first option stays a cell. A single option is one if its
/// box has its cell in the column of others.
///
/// @param cells  by their top, then from left to right
/// @param units  as units_of() gives them: they and what is written before them belong to an option
std::vector<PrintedRegion> with_option_cells_joined(const std::vector<PrintedRegion>& cells,
                                                    const std::vector<PrintFlow>& units,
                                                    double px_per_mm);

/// Whether each box that was found in joined cells has its own label in the next one: where the row
/// has a label that the form does not know, all boxes may be one label off. True of a single cell.
///
/// @param flow  with each box before its label
bool are_beside_their_labels(const PrintedRegion& region, const PrintFlow& flow,
                             const FlowMatch& match);

}  // namespace tanfang
