/// What the doors of the image codecs share: a picture's header, its limits, where pixels go.
///
/// The decoders write straight into memory that the caller gives them once the header is known, so
/// that a page is never copied between the codec and the pipeline.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace tanfang {

/// The bytes of a file or of a stream within one.
using Bytes = std::span<const std::byte>;

/// What is known of a picture before its pixels are decoded.
struct RasterHeader {
    int width = 0;       ///< pixels
    int height = 0;      ///< pixels
    int channels = 1;    ///< 1 grey or 3 blue, green, red; 8 bits each
    double tag_dpi = 0;  ///< resolution the file claims, the lower one if the axes differ; 0: none
    bool bilevel = false;  ///< the file stores 1 bit a pixel

    std::size_t byte_count() const {
        return static_cast<std::size_t>(width) * static_cast<std::size_t>(height) *
               static_cast<std::size_t>(channels);
    }
};

/// Gives the memory for the pixels: header.byte_count() bytes, rows from the top, no padding.
using RasterTarget = std::function<std::uint8_t*(const RasterHeader& header)>;

/// Limits of a page. A4 at 600 dpi has 4,961 x 7,016 pixels (35e6), A3 at 400 dpi 31e6.
inline constexpr int max_raster_side = 20'000;
inline constexpr double max_raster_pixels = 100e6;

/// @throws Error  Fault::too_large if a picture of this size is no page;
///                Fault::unreadable_scan if a side is 0
void check_raster_size(double width, double height);

/// The resolution two axes claim, in dots per inch.
///
/// @return the lower of the two (what can be read depends on it); 0 if either is no sensible number
double claimed_dpi(double horizontal, double vertical);

/// A library's own words, for the brackets behind ours: printable ASCII, at most 80 characters.
std::string detail(std::string_view library_words);

}  // namespace tanfang
