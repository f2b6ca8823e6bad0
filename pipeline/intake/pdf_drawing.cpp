#include "pipeline/intake/pdf_drawing.h"

#include "pipeline/base/error.h"
#include "pipeline/intake/answer.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>

#include <opencv2/imgproc.hpp>
#include <unistd.h>

namespace tanfang {

namespace {

struct PpmHeader {
    int width = 0;
    int height = 0;
    off_t pixels_at = 0;  ///< bytes from the file's start
};

/// The header of a file that is exactly one binary colour PPM.
std::optional<PpmHeader> header_of_ppm(const Descriptor& file) {
    std::array<char, 33> start{};  // longer than any header, and ends with 0
    if (pread(file.get(), start.data(), start.size() - 1, 0) < 0)
        return std::nullopt;
    PpmHeader header;
    int length = 0;
    if (std::sscanf(start.data(), "P6 %5d %5d 255%n", &header.width, &header.height, &length) !=
            2 ||
        length == 0 || header.width < 1 || header.height < 1)
        return std::nullopt;
    header.pixels_at = length + 1;  // one white space
    const auto pixel_bytes =
        3 * static_cast<std::size_t>(header.width) * static_cast<std::size_t>(header.height);
    if (size_of(file) != static_cast<std::size_t>(header.pixels_at) + pixel_bytes)
        return std::nullopt;
    return header;
}

/// The pixels of a PPM file, read in bands so that they are in memory only once.
/// @return CV_8UC3 BGR; empty if the file is not exactly one binary colour PPM
cv::Mat bgr_of_ppm(const Descriptor& file) {
    constexpr int rows_at_once = 64;
    const auto header = header_of_ppm(file);
    if (!header)
        return {};
    cv::Mat bgr(header->height, header->width, CV_8UC3);
    for (int y = 0; y < bgr.rows; y += rows_at_once) {
        cv::Mat band = bgr.rowRange(y, std::min(y + rows_at_once, bgr.rows));
        const std::size_t size = band.total() * band.elemSize();
        const off_t at =
            header->pixels_at + static_cast<off_t>(bgr.step * static_cast<std::size_t>(y));
        if (pread(file.get(), band.data, size, at) != static_cast<ssize_t>(size))
            return {};
        cv::cvtColor(band, band, cv::COLOR_RGB2BGR);
    }
    return bgr;
}

}  // namespace

DrawnPage draw_pdf_page(Launcher& launcher, const Descriptor& file, const RenderJob& job,
                        const std::string& where) {
    const Descriptor output = empty_memory_file();
    Launcher::Child child = launcher.render(file, job, output);
    const DecoderAnswer answer = answer_from(child, where);
    DrawnPage page;
    page.cpu_ms = answer.cpu_ms;
    if (answer.kind == DecoderAnswer::Kind::done && seal_memory_file(output))
        page.bgr = bgr_of_ppm(output);
    if (page.bgr.empty())
        throw Error(Fault::unreadable_scan, where,
                    "这一页 PDF 无法绘制，文件可能已损坏，请重新扫描");
    return page;
}

}  // namespace tanfang
