/// Parts of a page where its print was not found again: covered, torn off, folded over.
#pragma once

#include "pipeline/base/geometry.h"
#include "pipeline/page/print_patches.h"

#include <vector>

namespace tanfang {

/// A single patch that was not found may be written over; where most of those around it were not
/// found either, the print is not there.
///
/// @param seen  by patch
/// @return      boxes on the page, which may overlap
std::vector<Box<Mm>> unseen_parts(const std::vector<PrintPatch>& patches,
                                  const std::vector<bool>& seen);

}  // namespace tanfang
