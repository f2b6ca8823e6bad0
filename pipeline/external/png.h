/// The door to libpng: strict, bounded decoding of PNG bytes from outside.
#pragma once

#include "pipeline/external/raster.h"

namespace tanfang {

bool looks_like_png(Bytes bytes);

/// Decodes a PNG picture; call it in the decoding child only.
///
/// in:  the whole file; grey, RGB or palette of 1 to 16 bits; transparent parts become white paper
/// out: 8-bit pixels in the memory that `target` gives (1 channel, or 3 for RGB and palettes)
///
/// @throws Error  Fault::unreadable_scan if data are damaged or missing (also a wrong CRC);
///                Fault::too_large if it has more pixels than a page
void decode_png(Bytes bytes, const RasterTarget& target);

}  // namespace tanfang
