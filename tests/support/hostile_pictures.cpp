#include "tests/support/hostile_pictures.h"

#include <cstdint>
#include <cstring>

#include "tests/support/picture_files.h"
#include <opencv2/core.hpp>
#include <tiff.h>

namespace tanfang::support {

namespace {

void append(std::string& file, std::uint32_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) file += static_cast<char>(value >> (8 * i) & 0xFF);
}

struct Entry {
    std::uint16_t tag;
    std::uint32_t value;
    std::uint32_t count = 1;
};

/// A directory of LONG values, little-endian. @param next  place of the next one, 0: none
std::string tiff_directory(const std::vector<Entry>& entries, std::uint32_t next) {
    std::string directory;
    append(directory, static_cast<std::uint32_t>(entries.size()), 2);
    for (const Entry& entry : entries) {
        append(directory, entry.tag, 2);
        append(directory, TIFF_LONG, 2);
        append(directory, entry.count, 4);
        append(directory, entry.value, 4);
    }
    append(directory, next, 4);
    return directory;
}

const std::string tiff_start = std::string("II*\0", 4);
constexpr std::uint32_t first_directory = 8;

}  // namespace

std::string jpeg_of_many_refinements(int side, int scans) {
    const std::string file =
        jpeg_file(cv::Mat(side, side, CV_8UC1, cv::Scalar(255)), {.progressive = true});
    const std::size_t last_scan = file.rfind("\xFF\xDA"), end = file.size() - 2;
    std::string bomb = file.substr(0, end);
    for (int i = 0; i < scans; ++i) bomb += file.substr(last_scan, end - last_scan);
    return bomb + file.substr(end);
}

std::string png_of_zeros(int side) {
    return png_file(cv::Mat(side, side, CV_8UC1, cv::Scalar(0)));
}

std::string png_with_a_long_chunk(unsigned said_bytes) {
    std::string file = png_file(ink_page(8, 8, 1));
    constexpr std::size_t behind_header = 8 + 25;
    std::string chunk;
    for (int shift = 24; shift >= 0; shift -= 8)
        chunk += static_cast<char>(said_bytes >> shift & 0xFF);
    return file.insert(behind_header, chunk + "tEXtComment");
}

std::string tiff_of_many_pages(int count) {
    std::string file = tiff_start;
    append(file, first_directory, 4);
    const std::vector<Entry> entries{{TIFFTAG_IMAGEWIDTH, 1},      {TIFFTAG_IMAGELENGTH, 1},
                                     {TIFFTAG_BITSPERSAMPLE, 8},   {TIFFTAG_COMPRESSION, 1},
                                     {TIFFTAG_PHOTOMETRIC, 1},     {TIFFTAG_STRIPOFFSETS, 0},
                                     {TIFFTAG_STRIPBYTECOUNTS, 1}, {TIFFTAG_ROWSPERSTRIP, 1}};
    for (int i = 0; i < count; ++i) {
        const auto size = static_cast<std::uint32_t>(tiff_directory(entries, 0).size());
        const auto next = static_cast<std::uint32_t>(file.size()) + size;
        file += tiff_directory(entries, i + 1 < count ? next : 0);
    }
    return file;
}

std::string tiff_of_many_strips(unsigned count) {
    std::string file = tiff_start;
    append(file, first_directory, 4);
    file += tiff_directory({{TIFFTAG_IMAGEWIDTH, 9000},
                            {TIFFTAG_IMAGELENGTH, 9000},
                            {TIFFTAG_BITSPERSAMPLE, 8},
                            {TIFFTAG_COMPRESSION, COMPRESSION_LZW},
                            {TIFFTAG_PHOTOMETRIC, 1},
                            {TIFFTAG_STRIPOFFSETS, first_directory, count},
                            {TIFFTAG_ROWSPERSTRIP, 1},
                            {TIFFTAG_STRIPBYTECOUNTS, first_directory, count}},
                           0);
    return file;
}

std::string flipped(std::string file, std::size_t bit) {
    const std::size_t at = bit / 8 % file.size();
    file[at] = static_cast<char>(file[at] ^ (1 << bit % 8));
    return file;
}

}  // namespace tanfang::support
