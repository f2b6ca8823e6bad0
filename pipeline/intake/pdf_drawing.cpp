#include "pipeline/intake/pdf_drawing.h"

#include "pipeline/base/error.h"
#include "pipeline/external/raster.h"
#include "pipeline/intake/answer.h"

#include <array>
#include <cstdio>
#include <string_view>

#include <opencv2/imgproc.hpp>

namespace tanfang {

namespace {

/// The matrix over a binary colour PPM file; empty if the file is not exactly one.
cv::Mat rgb_of_ppm(const Mapping& ppm) {
    constexpr std::size_t longest_header = 32;
    std::array<char, longest_header + 1> start{};
    std::copy_n(reinterpret_cast<const char*>(ppm.data()), std::min(longest_header, ppm.size()),
                start.begin());
    int width = 0, height = 0, header = 0;
    if (std::sscanf(start.data(), "P6 %5d %5d 255%n", &width, &height, &header) != 2 || header == 0)
        return {};
    const auto pixels_at = static_cast<std::size_t>(header) + 1;  // one white space
    const auto pixel_bytes = 3 * static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    if (width < 1 || height < 1 || ppm.size() != pixels_at + pixel_bytes)
        return {};
    return {height, width, CV_8UC3, ppm.data() + pixels_at};
}

}  // namespace

DrawnPage draw_pdf_page(Launcher& launcher, const Descriptor& file, const RenderJob& job,
                        const std::string& where) {
    const Descriptor output = empty_memory_file();
    Launcher::Child child = launcher.render(file, job, output);
    const DecoderAnswer answer = answer_from(child, where);
    DrawnPage page;
    page.cpu_ms = answer.cpu_ms;
    if (answer.kind == DecoderAnswer::Kind::done && seal_memory_file(output) &&
        size_of(output) > 0) {
        const Mapping ppm(output.get(), size_of(output), Mapping::Use::read);
        const cv::Mat rgb = rgb_of_ppm(ppm);
        if (!rgb.empty())
            cv::cvtColor(rgb, page.bgr, cv::COLOR_RGB2BGR);
    }
    if (page.bgr.empty())
        throw Error(Fault::unreadable_scan, where,
                    "这一页 PDF 无法绘制，文件可能已损坏，请重新扫描");
    return page;
}

}  // namespace tanfang
