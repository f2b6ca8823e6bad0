/// Says which options are whose: several items of a form are answered by the same words, and only
/// the label beside them tells which item they belong to, whatever the order of the rows.
///
/// in:  FormMatch by words, the cells of the print
/// out: FormMatch in which options stand beside their own labels
#pragma once

#include "pipeline/page/form_match.h"

namespace tanfang {

/// The label of options stands before them in their own cell, else in the cell left of it or in
/// the one above. Options whose label is another item's are taken from the match, as are those
/// whose label was not read if another item is answered by the same words; those of a label that
/// have no cell yet get the one beside it. Headings and labels that stand elsewhere are added.
void settle_options(FormMatch& match, const std::vector<PrintedRegion>& cells, double px_per_mm);

}  // namespace tanfang
