/// Joins the cells of a row in which each unit has a cell of its own behind that of what is written
/// before it, as spreadsheets have them: ` | 年 | | 月 | | 日`.
///
/// in:  the cells of a print, as they were read
/// out: the same with such cells joined
#pragma once

#include "pipeline/form/print_words.h"
#include "pipeline/page/flow_match.h"
#include "pipeline/page/printed_items.h"

#include <vector>

namespace tanfang {

/// What the forms print behind a place of writing without being a label: 年 and other single signs,
/// and the words of cells that begin with such a place and ask for nothing else (乡镇（街道）).
std::vector<PrintFlow> units_of(const std::vector<PrintWords>& forms);

/// Whether a cell says a unit and nothing else; with a colon it asks for what is behind it.
bool is_unit(const PrintedRegion& cell, const std::vector<PrintFlow>& units);

/// Two units at least are joined with the cells before them.
///
/// @param cells  by their top, then from left to right
std::vector<PrintedRegion> with_unit_cells_joined(const std::vector<PrintedRegion>& cells,
                                                  const std::vector<PrintFlow>& units,
                                                  double px_per_mm);

/// The cell before that of the unit behind a gap; empty if the region was not joined from such, or
/// the unit was not found.
cv::Rect cell_before_unit(const PrintedRegion& region, const PrintFlow& flow,
                          const FlowMatch& match, std::size_t gap);

}  // namespace tanfang
