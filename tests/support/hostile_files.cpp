#include "tests/support/hostile_files.h"

#include <cstdint>
#include <stdexcept>

#include "tests/support/pdf_files.h"
#include "tests/support/picture_files.h"
#include <opencv2/core.hpp>
#include <tiff.h>
#include <zlib.h>

namespace tanfang::support {

namespace {

std::string big_endian(std::uint32_t value, int bytes) {
    std::string text;
    for (int i = bytes - 1; i >= 0; --i) text += static_cast<char>(value >> (8 * i) & 0xFF);
    return text;
}

std::size_t find(const std::string& file, const std::string& what) {
    const std::size_t at = file.find(what);
    if (at == std::string::npos)
        throw std::logic_error("the made file lacks what is to be changed");
    return at;
}

std::string png_chunk(const std::string& kind, const std::string& data) {
    const std::string body = kind + data;
    const auto sum =
        crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()));
    return big_endian(static_cast<std::uint32_t>(data.size()), 4) + body +
           big_endian(static_cast<std::uint32_t>(sum), 4);
}

/// Replaces the value of a little-endian directory entry of type SHORT or LONG.
void set_tiff_value(std::string& file, std::uint16_t tag, std::uint32_t value) {
    std::uint32_t at = 0;
    std::uint16_t count = 0;
    file.copy(reinterpret_cast<char*>(&at), 4, 4);
    file.copy(reinterpret_cast<char*>(&count), 2, at);
    for (std::uint32_t entry = at + 2; entry < at + 2 + count * 12u; entry += 12) {
        std::uint16_t found = 0;
        file.copy(reinterpret_cast<char*>(&found), 2, entry);
        if (found != tag)
            continue;
        const std::uint16_t type = TIFF_LONG;
        file.replace(entry + 2, 2, reinterpret_cast<const char*>(&type), 2);
        file.replace(entry + 8, 4, reinterpret_cast<const char*>(&value), 4);
    }
}

std::string small_pdf() {
    // 91 x 93 stands nowhere else in the file.
    return pdf_file({{.pixels = ink_page(91, 93, 1), .coding = PdfScan::Coding::jpeg}});
}

}  // namespace

std::string cut(const std::string& file, double share) {
    return file.substr(0, static_cast<std::size_t>(static_cast<double>(file.size()) * share));
}

std::string jpeg_claiming(int width, int height) {
    std::string file = jpeg_file(ink_page(64, 64, 1));
    const std::size_t frame = find(file, "\xFF\xC0");
    file.replace(frame + 5, 4,
                 big_endian(static_cast<std::uint32_t>(height), 2) +
                     big_endian(static_cast<std::uint32_t>(width), 2));
    return file;
}

std::string jpeg_of_many_scans(int scans) {
    const std::string file = jpeg_file(with_seal(ink_page(16, 16, 1)), {.scan_per_channel = true});
    const std::size_t last_scan = file.rfind("\xFF\xDA");
    const std::size_t end = file.size() - 2;
    std::string bomb = file.substr(0, end);
    for (int i = 0; i < scans; ++i) bomb += file.substr(last_scan, end - last_scan);
    return bomb + file.substr(end);
}

std::string png_claiming(unsigned width, unsigned height) {
    const std::string file = png_file(ink_page(64, 64, 1));
    constexpr std::size_t header_at = 8, header_size = 25;
    const std::string rest_of_header = file.substr(header_at + 16, 5);
    return file.substr(0, header_at) +
           png_chunk("IHDR", big_endian(width, 4) + big_endian(height, 4) + rest_of_header) +
           file.substr(header_at + header_size);
}

std::string png_with_text_bomb(std::size_t text_bytes) {
    const std::string file = png_file(ink_page(8, 8, 1));
    const std::string zeros(text_bytes, '\0');
    std::string packed(compressBound(zeros.size()), '\0');
    uLongf size = packed.size();
    compress(reinterpret_cast<Bytef*>(packed.data()), &size,
             reinterpret_cast<const Bytef*>(zeros.data()), zeros.size());
    packed.resize(size);
    constexpr std::size_t behind_header = 8 + 25;
    return file.substr(0, behind_header) +
           png_chunk("zTXt", std::string("Comment\0\0", 9) + packed) + file.substr(behind_header);
}

std::string tiff_claiming(int width, int height) {
    std::string file =
        tiff_file({ink_page(64, 64, 1)},
                  {.compression = COMPRESSION_CCITTFAX4, .bits = 1, .one_strip = true});
    set_tiff_value(file, TIFFTAG_IMAGEWIDTH, static_cast<std::uint32_t>(width));
    set_tiff_value(file, TIFFTAG_IMAGELENGTH, static_cast<std::uint32_t>(height));
    set_tiff_value(file, TIFFTAG_ROWSPERSTRIP, static_cast<std::uint32_t>(height));
    return file;
}

std::string tiff_in_a_circle() {
    std::string file = tiff_file({ink_page(64, 64, 1)});
    std::uint32_t at = 0;
    std::uint16_t count = 0;
    file.copy(reinterpret_cast<char*>(&at), 4, 4);
    file.copy(reinterpret_cast<char*>(&count), 2, at);
    file.replace(at + 2 + count * 12u, 4, reinterpret_cast<const char*>(&at), 4);
    return file;
}

std::string pdf_with_picture_bomb(std::size_t bytes) {
    return pdf_file({{.pixels = ink_page(64, 64, 1), .data = std::string(bytes, '\0')}});
}

std::string pdf_claiming(int width, int height) {
    std::string file = small_pdf();
    file.replace(find(file, "/Width 91"), 9, "/Width " + std::to_string(width));
    file.replace(find(file, "/Height 93"), 10, "/Height " + std::to_string(height));
    return file;
}

std::string pdf_saying_pages(int said) {
    std::string file = small_pdf();
    return file.replace(find(file, "/Count 1"), 8, "/Count " + std::to_string(said));
}

}  // namespace tanfang::support
