/// Says on which side of what is written a print has the words that the notice has behind it:
/// ____乡镇（街道） or 乡镇（街道）：____.
///
/// in:  what a form says; cells as they were read
/// out: what the form says on this print
#pragma once

#include "pipeline/form/print_words.h"
#include "pipeline/page/printed_items.h"

#include <vector>

namespace tanfang {

/// Whether a flow has nothing but places of writing and the words behind each, of two signs at
/// least: an address.
bool is_places_with_units(const PrintFlow& flow);

/// Whether a cell says such words of the form with a colon behind them.
bool asks_with_units(const std::vector<PrintedRegion>& cells, const PrintWords& form);

/// What a form says where each place of writing of such a flow stands behind the words.
PrintWords with_units_before_writing(PrintWords form);

}  // namespace tanfang
