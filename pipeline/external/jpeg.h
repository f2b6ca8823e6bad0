/// The door to libjpeg-turbo: strict, bounded decoding of JPEG bytes from outside.
#pragma once

#include "pipeline/external/raster.h"

namespace tanfang {

bool looks_like_jpeg(Bytes bytes);

/// Decodes a JPEG picture; call it in the decoding child only.
///
/// An Exif orientation is ignored: pixels come as they are stored. A picture whose entropy-coded
/// data are damaged or cut short is refused, although libjpeg would fill the rest with grey: on
/// a form, the missing part would read as empty boxes.
///
/// in:  the whole file; grey or YCbCr/RGB, 8 bits, baseline or progressive
/// out: pixels in the memory that `target` gives (1 or 3 channels)
///
/// @throws Error  Fault::unreadable_scan if data are damaged or missing; Fault::too_large if it has
///                more pixels or scans than a page; Fault::unsupported_format for CMYK and the like
void decode_jpeg(Bytes bytes, const RasterTarget& target);

}  // namespace tanfang
