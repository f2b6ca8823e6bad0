#include "pipeline/page/qr.h"

#include "pipeline/external/zbar.h"
#include "pipeline/page/sample.h"
#include "pipeline/page/shrink.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

namespace tanfang {

namespace {

constexpr double quiet_zone_mm = 3.2;  // four modules
// Resolutions of the crop: zbar likes 4 to 8 px a module (0.78 mm); blurred codes read better
// small.
constexpr double resolutions[] = {8, 5.5, 12};
constexpr int page_side = 1800;  // longer side of the image in the search over a whole page

std::vector<std::string> read(const cv::Mat& gray) {
    const cv::Mat whole = gray.isContinuous() ? gray : gray.clone();
    return read_qr_codes(whole.data, whole.cols, whole.rows);
}

bool any_is_ours(const std::vector<std::string>& texts) {
    return std::any_of(texts.begin(), texts.end(),
                       [](const auto& text) { return decode_sheet_code(text).has_value(); });
}

}  // namespace

std::vector<std::string> read_qr(const RegisteredPage& page) {
    const Box<Mm> box =
        page.form->pages.at(static_cast<std::size_t>(page.page)).qr.grown(quiet_zone_mm);
    std::vector<std::string> seen;
    const auto found = [&seen](const cv::Mat& picture) {
        auto texts = read(picture);
        if (!texts.empty())
            seen = std::move(texts);
        return any_is_ours(seen);
    };
    for (const double px_per_mm : resolutions) {
        const cv::Mat crop = sample(page, box, px_per_mm, Channel::red);
        if (found(crop))
            break;
        cv::Mat cleaned;
        cv::medianBlur(crop, cleaned, 3);
        cv::GaussianBlur(cleaned, cleaned, {}, 0.8);
        if (found(cleaned))
            break;
        cv::threshold(cleaned, cleaned, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU);
        if (found(cleaned))
            break;
    }
    return seen;
}

bool shows_own_code(const cv::Mat& gray) {
    const auto texts = read_qr_anywhere(gray);
    return any_is_ours(texts) || std::any_of(texts.begin(), texts.end(), [](const auto& text) {
               return decode_pack_code(text).has_value();
           });
}

std::vector<std::string> read_qr_anywhere(const cv::Mat& gray) {
    const double longest = std::max(gray.cols, gray.rows);
    return read(shrink(gray, static_cast<int>(std::lround(longest / page_side))));
}

}  // namespace tanfang
