/// Pages as pixels, for tests that look at what was printed.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tanfang::golden {

struct GrayPicture {
    int width = 0;
    int height = 0;
    std::vector<unsigned char> pixels;  ///< rows from the top, 0 black, 255 white

    int at(int x, int y) const {
        return pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                      static_cast<std::size_t>(x)];
    }
};

/// Size of the reference pictures: A4 at 200 dpi, the paper filled exactly.
inline constexpr int reference_width = 1654;
inline constexpr int reference_height = 2339;

/// Draws one page of a PDF with poppler's pdftoppm; the picture spans the page exactly.
///
/// @param page  from 0
/// @throws std::runtime_error if pdftoppm is missing or fails
GrayPicture render(const std::filesystem::path& pdf, int page, int width, int height);

/// @throws std::runtime_error if the file cannot be written
void write_png(const GrayPicture& picture, const std::filesystem::path& file);

/// @throws std::runtime_error if the file is no PNG
GrayPicture read_png(const std::filesystem::path& file);

}  // namespace tanfang::golden
