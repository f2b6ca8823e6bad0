/// Pictures that are small on disk and keep a codec busy, or want more memory than there is.
#pragma once

#include <string>

namespace tanfang::support {

/// A progressive JPEG of a large blank page that gives its last refinement over and over.
/// @param side   pixels
/// @param scans  how often; each goes through all pixels
std::string jpeg_of_many_refinements(int side, int scans);

/// A grey PNG of zeros: `side` x `side` pixels in a thousandth of the bytes.
std::string png_of_zeros(int side);

/// A PNG file whose text chunk says that it is `said_bytes` long.
std::string png_with_a_long_chunk(unsigned said_bytes);

/// A TIFF file of `count` pages, each of one white pixel.
std::string tiff_of_many_pages(int count);

/// A TIFF file of one page that says that it has `count` strips.
std::string tiff_of_many_strips(unsigned count);

/// A copy with one bit of it turned over. @param bit  modulo the file's bits
std::string flipped(std::string file, std::size_t bit);

}  // namespace tanfang::support
