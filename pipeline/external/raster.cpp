#include "pipeline/external/raster.h"

#include "pipeline/base/error.h"

#include <algorithm>
#include <cmath>

namespace tanfang {

void check_raster_size(double width, double height) {
    if (!(width >= 1 && height >= 1))
        throw Error(Fault::unreadable_scan, "", "图像没有大小，文件已损坏，请重新扫描");
    if (width > max_raster_side || height > max_raster_side || width * height > max_raster_pixels)
        throw Error(Fault::too_large, "", "图像过大，不是正常的扫描页，请用 300 dpi 重新扫描");
}

double claimed_dpi(double horizontal, double vertical) {
    constexpr double lowest = 10;  // screens and fantasy values lie below
    constexpr double highest = 10'000;
    const double dpi = std::min(horizontal, vertical);
    return dpi >= lowest && std::max(horizontal, vertical) <= highest ? dpi : 0;
}

std::string detail(std::string_view library_words) {
    constexpr std::size_t longest = 80;
    std::string words(library_words.substr(0, longest));
    std::replace_if(
        words.begin(), words.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
    return "（" + words + "）";
}

}  // namespace tanfang
