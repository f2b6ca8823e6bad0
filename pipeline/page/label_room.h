/// Labels that have their place of writing in their own cell: 姓名：______, where the form knows a
/// cell beside the label.
///
/// in:  FormMatch whose cells for writing are settled
/// out: the same; such a place is a gap behind its label's words
#pragma once

#include "pipeline/page/form_match.h"

namespace tanfang {

/// A place whose label fills its cell is above the words of the next cell, as a signature above its
/// date. Joins a place to its label where no cell was found for it and the label begins at the left
/// edge of its cell, with room behind: a label that stands in the middle is alone in its cell.
void settle_label_rooms(FormMatch& match, const std::vector<PrintedRegion>& cells,
                        double px_per_mm);

}  // namespace tanfang
