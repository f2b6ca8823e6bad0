/// Finds the place of writing of a label that has a cell of its own.
///
/// in:  FormMatch
/// out: the cell beside the label's or below it
#pragma once

#include "pipeline/page/form_match.h"

namespace tanfang {

/// The cell directly right of a matched one, or one directly below and as wide, if the form knows
/// none there: some prints give a label and its writing a cell each. The one below must be much
/// larger or that of a heading. Words right of the label may be writing or the next heading: then
/// the one below is more likely, also if it is no larger but blank.
///
/// @param at    of the match's cells
/// @param head  the cell that has the head's date, in which nothing else is written; or nullptr
/// @return      nullptr if there is none, or if the matched cell is for writing alone
const PrintedRegion* cell_behind(const FormMatch& match, std::size_t at,
                                 const std::vector<PrintedRegion>& cells, const PrintedRegion* head,
                                 double px_per_mm);

}  // namespace tanfang
