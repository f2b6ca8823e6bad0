/// Puts the options of a cell into the order in which a print has them: whoever sets a form anew
/// moves one to another line.
///
/// in:  the known words of a cell, what was read in it
/// out: the known words, rearranged
#pragma once

#include "pipeline/form/print_words.h"
#include "pipeline/page/printed_items.h"

#include <vector>

namespace tanfang {

/// The options of a cell, each a box with its label, in the order of the print.
///
/// @return  the flow as it was unless another order fits clearly better: writing hides labels
PrintFlow options_in_print_order(const PrintFlow& flow, const std::vector<PrintedItem>& items);

/// Whether what follows a box is rather the label of another box of the cell.
///
/// @param box   index of a token of kind box
/// @param item  index of the item that is to be the box
bool has_another_label(const PrintFlow& flow, std::size_t box,
                       const std::vector<PrintedItem>& items, std::size_t item);

/// The words behind each box, up to the first place of writing.
///
/// @param flow  with each box before its label
std::vector<PrintFlow> option_labels(const PrintFlow& flow);

}  // namespace tanfang
