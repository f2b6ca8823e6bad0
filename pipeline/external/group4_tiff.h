/// Bare CCITT group 4 data, as they stand in a PDF, as a TIFF file.
#pragma once

#include "pipeline/external/raster.h"

#include <vector>

namespace tanfang {

/// A TIFF file around bare CCITT group 4 data, as they stand in a PDF.
///
/// @param inverted  the code's black runs are to be white on the page
std::vector<std::byte> tiff_around_group4(Bytes data, int width, int height, bool inverted);

}  // namespace tanfang
