/// What a form says on one print of it, where that has the same words in another order or fewer of
/// them: boxes behind their labels, 乡镇（街道）：____ instead of ____乡镇（街道）, 第__次 alone.
///
/// in:  what a form says; cells as they were read
/// out: the words that this print is matched with
#pragma once

#include "pipeline/form/print_words.h"
#include "pipeline/page/box_side.h"
#include "pipeline/page/printed_items.h"

#include <vector>

namespace tanfang {

/// Whether a flow has nothing but places of writing and the words behind each, of two signs at
/// least: an address.
bool is_places_with_units(const PrintFlow& flow);

/// What the form says where boxes stand on this side. Where most cells that say the unit of an
/// address have a colon behind it, its places of writing stand behind the units. Where a cell says but the signs
/// around the first place of a flow that begins with a single sign, the rest is left out. A label
/// that a cell says behind a colon is what that cell says.
PrintWords words_of_print(const PrintWords& form, BoxSide side,
                          const std::vector<PrintedRegion>& cells);

}  // namespace tanfang
