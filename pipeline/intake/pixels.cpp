#include "pipeline/intake/pixels.h"

#include <algorithm>

#include <opencv2/imgproc.hpp>

namespace tanfang {

namespace {

/// Whether the picture has colour: looks at a grid of pixels.
bool has_color(const cv::Mat& bgr) {
    constexpr int step = 4;  // pixels; a pen line of 0.3 mm at 300 dpi is as wide
    // JPEG's colour conversion leaves 2 levels of difference on grey; pale blue ink has 40.
    constexpr int grey_spread = 16;
    // A handful of pixels are dust or coding noise: 50 of 540,000 looked at on A4 at 300 dpi.
    constexpr double noise_share = 1e-4;
    int looked_at = 0, colored = 0;
    for (int y = step / 2; y < bgr.rows; y += step) {
        const auto* row = bgr.ptr<cv::Vec3b>(y);
        for (int x = step / 2; x < bgr.cols; x += step, ++looked_at) {
            const auto [low, high] = std::minmax({row[x][0], row[x][1], row[x][2]});
            colored += high - low > grey_spread ? 1 : 0;
        }
    }
    return colored > noise_share * looked_at;
}

}  // namespace

PageImage page_image_of(const DecodedPage& page) {
    const cv::Mat pixels(page.header.height, page.header.width,
                         page.header.channels == 1 ? CV_8UC1 : CV_8UC3,
                         const_cast<std::byte*>(page.pixels.data()));
    PageImage image;
    if (page.header.channels == 1)
        image.gray = pixels.clone();
    else
        image = page_image_of(pixels);
    image.color = image.color.clone();
    image.tag_dpi = page.header.tag_dpi;
    image.bilevel = page.header.bilevel;
    image.child_cpu_ms = page.cpu_ms;
    return image;
}

PageImage page_image_of(const cv::Mat& bgr) {
    PageImage image;
    cv::cvtColor(bgr, image.gray, cv::COLOR_BGR2GRAY);
    if (has_color(bgr))
        image.color = bgr;
    return image;
}

}  // namespace tanfang
