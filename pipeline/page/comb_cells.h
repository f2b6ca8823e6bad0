/// Joins the cells of a comb, one for each sign that is written, to the one place that they are.
///
/// in:  the cells of a print, as they were read
/// out: the same with such cells joined
#pragma once

#include "pipeline/page/printed_items.h"

#include <vector>

namespace tanfang {

/// Ten cells at least, equally narrow, side by side and none with more than a sign.
///
/// @param cells  by their top, then from left to right
std::vector<PrintedRegion> with_combs_joined(const std::vector<PrintedRegion>& cells,
                                             double px_per_mm);

}  // namespace tanfang
