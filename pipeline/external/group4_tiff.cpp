#include "pipeline/external/group4_tiff.h"

#include <tiff.h>

namespace tanfang {

std::vector<std::byte> tiff_around_group4(Bytes data, int width, int height, bool inverted) {
    constexpr std::uint32_t entry_count = 9;
    constexpr std::uint32_t data_at = 8 + 2 + entry_count * 12 + 4;
    std::vector<std::byte> file;
    file.reserve(data_at + data.size());
    const auto put = [&file](std::uint32_t value, int bytes) {
        for (int i = 0; i < bytes; ++i)
            file.push_back(static_cast<std::byte>(value >> (8 * i) & 0xFF));
    };
    const auto entry = [&put](std::uint32_t tag, std::uint32_t value) {
        put(tag, 2);
        put(TIFF_LONG, 2);
        put(1, 4);
        put(value, 4);
    };
    put(TIFF_LITTLEENDIAN, 2);
    put(TIFF_VERSION_CLASSIC, 2);
    put(8, 4);
    put(entry_count, 2);
    entry(TIFFTAG_IMAGEWIDTH, static_cast<std::uint32_t>(width));
    entry(TIFFTAG_IMAGELENGTH, static_cast<std::uint32_t>(height));
    entry(TIFFTAG_BITSPERSAMPLE, 1);
    entry(TIFFTAG_COMPRESSION, COMPRESSION_CCITTFAX4);
    entry(TIFFTAG_PHOTOMETRIC, inverted ? PHOTOMETRIC_MINISBLACK : PHOTOMETRIC_MINISWHITE);
    entry(TIFFTAG_STRIPOFFSETS, data_at);
    entry(TIFFTAG_SAMPLESPERPIXEL, 1);
    entry(TIFFTAG_ROWSPERSTRIP, static_cast<std::uint32_t>(height));
    entry(TIFFTAG_STRIPBYTECOUNTS, static_cast<std::uint32_t>(data.size()));
    put(0, 4);
    file.insert(file.end(), data.begin(), data.end());
    return file;
}

}  // namespace tanfang
