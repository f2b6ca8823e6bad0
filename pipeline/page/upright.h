/// Turns a flat print upright by what its words say.
#pragma once

#include "pipeline/page/flat_print.h"
#include "pipeline/page/printed_items.h"

namespace tanfang {

/// Reads the words of some cells in each of the four orientations; the surest reading is upright.
FlatPrint turned_upright(const FlatPrint& flat, const PrintReader& reader);

}  // namespace tanfang
