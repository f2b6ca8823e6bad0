#include "tests/support/image_file.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <stdexcept>

#include <jpeglib.h>
#include <opencv2/imgproc.hpp>
#include <png.h>
#include <tiffio.h>

namespace tanfang::simulate {
namespace {

cv::Mat rgb_or_gray(const PageImage& image) {
    if (image.color.empty())
        return image.gray;
    cv::Mat rgb;
    cv::cvtColor(image.color, rgb, cv::COLOR_BGR2RGB);
    return rgb;
}

struct TiffClose {
    void operator()(TIFF* tiff) const { TIFFClose(tiff); }
};

void write_directory(TIFF* tiff, const PageImage& page) {
    const int width = page.gray.cols;
    const int height = page.gray.rows;
    TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, width);
    TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, height);
    TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, 1);
    TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, page.bilevel ? 1 : 8);
    TIFFSetField(tiff, TIFFTAG_COMPRESSION, page.bilevel ? COMPRESSION_CCITTFAX4 : COMPRESSION_LZW);
    TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC,
                 page.bilevel ? PHOTOMETRIC_MINISWHITE : PHOTOMETRIC_MINISBLACK);
    TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
    TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, height);
    TIFFSetField(tiff, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH);
    TIFFSetField(tiff, TIFFTAG_XRESOLUTION, page.tag_dpi);
    TIFFSetField(tiff, TIFFTAG_YRESOLUTION, page.tag_dpi);
    std::vector<unsigned char> row(static_cast<std::size_t>(width));
    for (int y = 0; y < height; ++y) {
        const auto* pixels = page.gray.ptr<unsigned char>(y);
        std::fill(row.begin(), row.end(), static_cast<unsigned char>(0));
        for (int x = 0; x < width; ++x) {
            if (!page.bilevel)
                row[static_cast<std::size_t>(x)] = pixels[x];
            else if (pixels[x] < 128)
                row[static_cast<std::size_t>(x / 8)] |= static_cast<unsigned char>(0x80 >> (x % 8));
        }
        if (TIFFWriteScanline(tiff, row.data(), static_cast<std::uint32_t>(y)) != 1)
            throw std::runtime_error("cannot write the TIFF");
    }
    TIFFWriteDirectory(tiff);
}

}  // namespace

std::string png_bytes(const PageImage& image) {
    const cv::Mat pixels = rgb_or_gray(image);
    png_image head{};
    head.version = PNG_IMAGE_VERSION;
    head.width = static_cast<png_uint_32>(pixels.cols);
    head.height = static_cast<png_uint_32>(pixels.rows);
    head.format = pixels.channels() == 3 ? PNG_FORMAT_RGB : PNG_FORMAT_GRAY;
    head.flags = PNG_IMAGE_FLAG_FAST;
    std::string bytes(PNG_IMAGE_PNG_SIZE_MAX(head), '\0');
    png_alloc_size_t size = bytes.size();
    if (png_image_write_to_memory(&head, bytes.data(), &size, 0, pixels.data,
                                  static_cast<png_int_32>(pixels.step), nullptr) == 0)
        throw std::runtime_error(std::string("cannot write the PNG: ") + head.message);
    bytes.resize(size);
    return bytes;
}

std::string jpeg_bytes(const PageImage& image, int quality) {
    cv::Mat pixels = rgb_or_gray(image);
    jpeg_compress_struct jpeg{};
    jpeg_error_mgr errors{};
    jpeg.err = jpeg_std_error(&errors);  // ends the program on an error, which suits a test
    jpeg_create_compress(&jpeg);
    unsigned char* memory = nullptr;
    unsigned long size = 0;
    jpeg_mem_dest(&jpeg, &memory, &size);
    jpeg.image_width = static_cast<JDIMENSION>(pixels.cols);
    jpeg.image_height = static_cast<JDIMENSION>(pixels.rows);
    jpeg.input_components = pixels.channels();
    jpeg.in_color_space = pixels.channels() == 3 ? JCS_RGB : JCS_GRAYSCALE;
    jpeg_set_defaults(&jpeg);
    jpeg_set_quality(&jpeg, quality, TRUE);
    jpeg.density_unit = 1;
    jpeg.X_density = jpeg.Y_density = static_cast<UINT16>(image.tag_dpi);
    jpeg_start_compress(&jpeg, TRUE);
    for (int y = 0; y < pixels.rows; ++y) {
        JSAMPROW row = pixels.ptr<unsigned char>(y);
        jpeg_write_scanlines(&jpeg, &row, 1);
    }
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    std::string bytes(reinterpret_cast<char*>(memory), size);
    std::free(memory);
    return bytes;
}

void write_tiff(const std::filesystem::path& file, const std::vector<PageImage>& pages) {
    const std::unique_ptr<TIFF, TiffClose> tiff(TIFFOpen(file.c_str(), "w"));
    if (tiff == nullptr)
        throw std::runtime_error("cannot write " + file.string());
    for (const auto& page : pages) write_directory(tiff.get(), page);
}

std::string scanned_pdf_bytes(const std::vector<PageImage>& pages, int quality) {
    std::string pdf = "%PDF-1.4\n";
    std::vector<std::size_t> offsets;
    const auto object = [&](const std::string& body) {
        offsets.push_back(pdf.size());
        pdf += std::to_string(offsets.size()) + " 0 obj\n" + body + "\nendobj\n";
    };
    std::string kids;
    for (std::size_t i = 0; i < pages.size(); ++i) kids += std::to_string(3 + 3 * i) + " 0 R ";
    object("<< /Type /Catalog /Pages 2 0 R >>");
    object("<< /Type /Pages /Kids [" + kids + "] /Count " + std::to_string(pages.size()) + " >>");
    for (std::size_t i = 0; i < pages.size(); ++i) {
        const auto& page = pages[i];
        const double points = 72 / (page.tag_dpi > 0 ? page.tag_dpi : 300);
        const std::string width = std::to_string(page.gray.cols * points);
        const std::string height = std::to_string(page.gray.rows * points);
        const std::string content = std::to_string(4 + 3 * i) + " 0 R";
        const std::string picture = std::to_string(5 + 3 * i) + " 0 R";
        object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 " + width + " " + height +
               "] /Contents " + content + " /Resources << /XObject << /Scan " + picture +
               " >> >> >>");
        const std::string drawing = width + " 0 0 " + height + " 0 0 cm /Scan Do";
        object("<< /Length " + std::to_string(drawing.size()) + " >>\nstream\n" + drawing +
               "\nendstream");
        const std::string jpeg = jpeg_bytes(page, quality);
        object("<< /Type /XObject /Subtype /Image /Width " + std::to_string(page.gray.cols) +
               " /Height " + std::to_string(page.gray.rows) + " /BitsPerComponent 8 /ColorSpace " +
               (page.color.empty() ? "/DeviceGray" : "/DeviceRGB") +
               " /Filter /DCTDecode /Length " + std::to_string(jpeg.size()) + " >>\nstream\n" +
               jpeg + "\nendstream");
    }
    const std::size_t table = pdf.size();
    pdf += "xref\n0 " + std::to_string(offsets.size() + 1) + "\n0000000000 65535 f \n";
    for (const auto offset : offsets) {
        const std::string digits = std::to_string(offset);
        pdf += std::string(10 - digits.size(), '0') + digits + " 00000 n \n";
    }
    return pdf + "trailer\n<< /Size " + std::to_string(offsets.size() + 1) +
           " /Root 1 0 R >>\nstartxref\n" + std::to_string(table) + "\n%%EOF\n";
}

void write_bytes(const std::filesystem::path& file, const std::string& bytes) {
    std::ofstream stream(file, std::ios::binary);
    stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    stream.close();
    if (!stream)
        throw std::runtime_error("cannot write " + file.string());
}

}  // namespace tanfang::simulate
