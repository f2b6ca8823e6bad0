/// Whether a file ends as its format says: the sign that whoever writes it has written all of it.
///
/// in:  an open file that may still be growing
/// out: there, missing, or a file of no format of ours
///
/// Nothing is decoded here, and nothing is believed: places within the file are compared with its
/// length. A file that passes can still be damaged; the decoding child finds that out.
#pragma once

#include "pipeline/external/raster.h"

#include <cstdint>

namespace tanfang {

enum class Ending {
    there,    ///< JPEG: EOI behind the picture; PNG: IEND; PDF: %%EOF; TIFF: every page within
    missing,  ///< the format is known, but more must come
    unknown,  ///< neither of these formats, as yet: empty, zeros, something else
    hidden,   ///< the file cannot be read
};

/// @param file  open for reading; its position is not used
/// @param size  bytes, as fstat says
Ending ending_of(int file, std::int64_t size);

/// Reads up to the size of the buffer from a place in a file.
/// @return how many bytes; fewer at the end of the file or where reading fails
std::size_t read_at(int file, std::int64_t at, std::span<std::byte> buffer);

}  // namespace tanfang
