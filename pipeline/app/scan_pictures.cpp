#include "pipeline/app/scan_pictures.h"

#include "pipeline/external/jpeg_writer.h"
#include "pipeline/intake/scan_file.h"

namespace tanfang {

namespace {

/// Pen strokes at 300 dpi keep their edges; a grey A4 page takes some 500 kB.
constexpr int jpeg_quality = 75;

constexpr int white_from = 128;  // of a page that was stored with one bit a pixel

cv::Mat upright(const cv::Mat& pixels, int clockwise_degrees) {
    cv::Mat out;
    switch (clockwise_degrees) {
        case 90:
            cv::rotate(pixels, out, cv::ROTATE_90_COUNTERCLOCKWISE);
            return out;
        case 180:
            cv::rotate(pixels, out, cv::ROTATE_180);
            return out;
        case 270:
            cv::rotate(pixels, out, cv::ROTATE_90_CLOCKWISE);
            return out;
        default:
            return pixels;
    }
}

std::string bits_of(const cv::Mat& gray) {
    const int stride = (gray.cols + 7) / 8;
    std::string bytes(static_cast<std::size_t>(stride) * static_cast<std::size_t>(gray.rows), '\0');
    for (int y = 0; y < gray.rows; ++y) {
        const auto* row = gray.ptr<unsigned char>(y);
        char* out = bytes.data() + static_cast<std::ptrdiff_t>(y) * stride;
        for (int x = 0; x < gray.cols; ++x)
            if (row[x] >= white_from)
                out[x / 8] =
                    static_cast<char>(static_cast<unsigned char>(out[x / 8]) | 0x80u >> x % 8);
    }
    return bytes;
}

}  // namespace

EncodedPicture scan_picture(const RecordSource& source) {
    if (!source.alone)
        throw Error(Fault::unsupported_format, source.file,
                    "这一页上有几张表，不能单独附上其中一张的扫描件");
    ScanFile file(source.file);
    if (file.sha256() != source.sha256)
        throw Error(Fault::unreadable_scan, source.file, "扫描件已被改动，不是当时识别的那一份");
    if (source.page >= file.page_count())
        throw Error(Fault::unreadable_scan, source.file, "扫描件没有这一页");
    const PageImage page = file.page(source.page);
    const cv::Mat pixels = upright(page.color.empty() ? page.gray : page.color, source.rotation);
    EncodedPicture out{pixels.cols, pixels.rows, pixels.channels() == 3, page.bilevel, ""};
    out.bytes = page.bilevel ? bits_of(pixels) : encode_jpeg(pixels, jpeg_quality);
    return out;
}

}  // namespace tanfang
