/// Whether all that a TIFF file speaks of lies within it. TIFF has no end marker: writers put the
/// directory before or behind the pixels, and fill in places and lengths last.
#pragma once

#include <cstdint>

namespace tanfang {

/// Follows the chain of directories and compares places with the file's length; nothing is decoded.
/// TIFF and BigTIFF, either byte order.
///
/// @param file  open for reading, begins as a TIFF file does
/// @param size  bytes
/// @return      false if a directory, a value, a strip or a tile lies beyond the end, or the chain
///              has no directory, no end, or more than any scan
/// @see TIFF 6.0, section 2; BigTIFF design, libtiff.gitlab.io/libtiff/specification/bigtiff.html
bool tiff_is_within(int file, std::int64_t size);

}  // namespace tanfang
