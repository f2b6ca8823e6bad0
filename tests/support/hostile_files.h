/// Files that want to break a decoder: cut, lying, or small on disk and huge in memory.
#pragma once

#include <string>

namespace tanfang::support {

/// The first part of a file. @param share  0..1
std::string cut(const std::string& file, double share);

/// A JPEG file whose header claims another size; the data stay as they are.
std::string jpeg_claiming(int width, int height);

/// A JPEG file of 16 x 16 pixels that gives its last channel over and over.
std::string jpeg_of_many_scans(int scans);

/// A PNG file whose header claims another size.
std::string png_claiming(unsigned width, unsigned height);

/// A good PNG file of 8 x 8 pixels, with a compressed text of `text_bytes` zeros in it.
std::string png_with_text_bomb(std::size_t text_bytes);

/// A G4 TIFF file whose header claims another size.
std::string tiff_claiming(int width, int height);

/// A TIFF file of one page that names itself as the next page, for ever.
std::string tiff_in_a_circle();

/// A PDF page with a picture whose data unpack to `bytes`, more than its pixels need.
std::string pdf_with_picture_bomb(std::size_t bytes);

/// A PDF whose only picture claims to be `width` x `height` pixels.
std::string pdf_claiming(int width, int height);

/// A PDF whose page tree says `said` pages and has one.
std::string pdf_saying_pages(int said);

}  // namespace tanfang::support
