#include "pipeline/intake/pixels.h"

#include <algorithm>
#include <cstdlib>

#include <opencv2/imgproc.hpp>
#include <sys/mman.h>

namespace tanfang {

namespace {

/// Frees a matrix whose data are a mapping. OpenCV calls it when the last copy of the matrix goes.
class MappingAllocator : public cv::MatAllocator {
  public:
    cv::UMatData* allocate(int dims, const int* sizes, int type, void* data, std::size_t* step,
                           cv::AccessFlag flags, cv::UMatUsageFlags usage) const override {
        return cv::Mat::getStdAllocator()->allocate(dims, sizes, type, data, step, flags, usage);
    }
    bool allocate(cv::UMatData* data, cv::AccessFlag flags,
                  cv::UMatUsageFlags usage) const override {
        return cv::Mat::getStdAllocator()->allocate(data, flags, usage);
    }
    void deallocate(cv::UMatData* data) const override {
        if (!data)
            return;
        munmap(data->origdata, data->size);
        delete data;
    }
};

cv::Mat matrix_over(Mapping pixels, const RasterHeader& header) {
    static const MappingAllocator allocator;
    cv::Mat matrix(header.height, header.width, header.channels == 1 ? CV_8UC1 : CV_8UC3,
                   pixels.data());
    auto* owner = new cv::UMatData(&allocator);
    owner->size = pixels.size();
    owner->data = owner->origdata = reinterpret_cast<uchar*>(pixels.release());
    owner->refcount = 1;
    matrix.u = owner;
    return matrix;
}

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

PageImage page_image_of(DecodedPage page) {
    const cv::Mat pixels = matrix_over(std::move(page.pixels), page.header);
    PageImage image;
    if (page.header.channels == 1)
        image.gray = pixels;
    else
        image = page_image_of(pixels);
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
