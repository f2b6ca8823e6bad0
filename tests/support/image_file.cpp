#include "tests/support/image_file.h"

#include <fstream>
#include <stdexcept>

#include "tests/support/picture_files.h"
#include <tiffio.h>

namespace tanfang::simulate {
namespace {

const cv::Mat& pixels_of(const PageImage& image) {
    return image.color.empty() ? image.gray : image.color;
}

}  // namespace

std::string png_bytes(const PageImage& image) {
    support::PngOptions options;
    options.bits = image.bilevel ? 1 : 8;
    options.dpi = static_cast<int>(image.tag_dpi);
    return support::png_file(pixels_of(image), options);
}

std::string jpeg_bytes(const PageImage& image, int quality) {
    support::JpegOptions options;
    options.quality = quality;
    options.dpi = static_cast<int>(image.tag_dpi);
    return support::jpeg_file(pixels_of(image), options);
}

std::string tiff_bytes(const std::vector<PageImage>& pages) {
    support::TiffOptions options;
    options.bits = pages.at(0).bilevel ? 1 : 8;
    options.compression = pages.at(0).bilevel ? COMPRESSION_CCITTFAX4 : COMPRESSION_LZW;
    options.zero_is_white = pages.at(0).bilevel;
    options.dots_per_inch = pages.at(0).tag_dpi;
    std::vector<cv::Mat> pictures;
    for (const auto& page : pages) pictures.push_back(pixels_of(page));
    return support::tiff_file(pictures, options);
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
