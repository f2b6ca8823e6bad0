#include "pipeline/intake/pdf_page.h"

#include "pipeline/base/error.h"
#include "pipeline/external/group4_tiff.h"
#include "pipeline/external/jpeg.h"
#include "pipeline/external/tiff.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>

namespace tanfang {

namespace {

Bytes bytes_of_data(const std::string& data) {
    return std::as_bytes(std::span(data));
}

/// Eight-bit RGB to BGR, or one bit a pixel to grey.
void unpack_row(const PdfPicture& picture, const char* row, std::uint8_t* out) {
    const auto width = static_cast<std::size_t>(picture.width);
    if (picture.bits == 1) {
        for (std::size_t x = 0; x < width; ++x) {
            const bool set = (row[x / 8] >> (7 - x % 8) & 1) != 0;
            out[x] = set != picture.inverted ? 255 : 0;
        }
    } else if (picture.channels == 1) {
        std::memcpy(out, row, width);
    } else {
        for (std::size_t x = 0; x < 3 * width; x += 3)
            for (std::size_t channel = 0; channel < 3; ++channel)
                out[x + channel] = static_cast<std::uint8_t>(row[x + 2 - channel]);
    }
}

void unpack_rows(const PdfPicture& picture, const RasterTarget& target) {
    RasterHeader header;
    header.width = picture.width;
    header.height = picture.height;
    header.channels = picture.channels;
    header.tag_dpi = picture.dpi;
    header.bilevel = picture.bits == 1;
    std::uint8_t* pixels = target(header);
    const auto height = static_cast<std::size_t>(picture.height);
    const std::size_t stored = picture.data.size() / height;
    for (std::size_t y = 0; y < height; ++y)
        unpack_row(picture, picture.data.data() + y * stored,
                   pixels + y * (header.byte_count() / height));
}

/// @return false if the JPEG is not what its place in the PDF says: a viewer's rules must decide
bool decode_jpeg_picture(const PdfPicture& picture, const RasterTarget& target) {
    struct NotAsThePdfSays {};
    try {
        decode_jpeg(bytes_of_data(picture.data), [&](RasterHeader header) {
            if (header.width != picture.width || header.height != picture.height ||
                header.channels != picture.channels)
                throw NotAsThePdfSays();
            header.tag_dpi = picture.dpi;
            return target(header);
        });
        return true;
    } catch (const NotAsThePdfSays&) {
        return false;
    } catch (const Error& error) {
        if (error.fault() != Fault::unsupported_format)  // CMYK
            throw;
        return false;
    }
}

void decode_group4_picture(const PdfPicture& picture, const RasterTarget& target) {
    const auto file = tiff_around_group4(bytes_of_data(picture.data), picture.width, picture.height,
                                         picture.inverted);
    TiffFile(file).decode_page(0, [&](RasterHeader header) {
        header.tag_dpi = picture.dpi;
        return target(header);
    });
}

bool decode_picture(const PdfPicture& picture, const RasterTarget& target) {
    switch (picture.coding) {
        case PdfPicture::Coding::jpeg:
            return decode_jpeg_picture(picture, target);
        case PdfPicture::Coding::group4:
            decode_group4_picture(picture, target);
            return true;
        case PdfPicture::Coding::rows:
            unpack_rows(picture, target);
            return true;
    }
    return false;
}

/// pdftoppm fills damaged JPEG data with grey and says nothing, so look before it draws them.
void check_jpegs(const PdfFile& pdf, int page) {
    for (const std::string& file : pdf.jpeg_files(page)) {
        std::unique_ptr<std::uint8_t[]> pixels;
        try {
            decode_jpeg(bytes_of_data(file), [&](const RasterHeader& header) {
                pixels = std::make_unique_for_overwrite<std::uint8_t[]>(header.byte_count());
                return pixels.get();
            });
        } catch (const Error& error) {
            if (error.fault() != Fault::unsupported_format)  // poppler knows CMYK
                throw;
        }
    }
}

Drawing drawing_of(double long_side_inches) {
    constexpr double usual_dpi = 300;
    constexpr double max_side = 4961;  // pixels; A3 at 300 dpi
    Drawing drawing;
    drawing.long_side =
        static_cast<int>(std::clamp(std::round(long_side_inches * usual_dpi), 1.0, max_side));
    drawing.dpi = claimed_dpi(drawing.long_side / long_side_inches, usual_dpi);
    return drawing;
}

}  // namespace

std::optional<Drawing> decode_pdf_page(const PdfFile& pdf, int page, const RasterTarget& target) {
    const auto picture = pdf.sole_picture(page);
    if (picture && decode_picture(*picture, target))
        return std::nullopt;
    check_jpegs(pdf, page);
    return drawing_of(pdf.long_side_inches(page));
}

}  // namespace tanfang
