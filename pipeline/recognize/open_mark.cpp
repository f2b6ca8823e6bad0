#include "pipeline/recognize/open_mark.h"

#include "pipeline/page/sample.h"

#include <algorithm>

#include <opencv2/imgproc.hpp>

namespace tanfang {

namespace {

constexpr double play_mm = 1;  // what registration and the printer may shift
// Correlation with the picture. Measured: 520 places with handwriting of samples/ and 166 with
// print at most 0.35; 54 printed marks at least 0.68, also in 1 bit at 100 dpi, and blurred by 0.2
// mm on a grey and noisy scan.
constexpr double least_likeness = 0.5;

}  // namespace

OpenMark::OpenMark(cv::Mat picture)
    : picture_(std::move(picture)), px_per_mm_(picture_.cols / width_mm) {}

bool OpenMark::stands_in(const RegisteredPage& page, const Box<Mm>& spot) const {
    const double scale = std::min(1.0, spot.width / words_mm);
    cv::Mat words;
    cv::resize(picture_, words, {}, scale, scale, cv::INTER_AREA);
    const Point<Mm> middle = spot.center();
    const double width = width_mm * scale + 2 * play_mm, height = height_mm * scale + 2 * play_mm;
    const cv::Mat place =
        sample(page, {{middle.x - width / 2, middle.y - height / 2}, width, height}, px_per_mm_,
               Channel::gray);
    if (place.cols < words.cols || place.rows < words.rows)
        return false;
    cv::Mat likeness;
    cv::matchTemplate(place, words, likeness, cv::TM_CCOEFF_NORMED);
    double best = 0;
    cv::minMaxLoc(likeness, nullptr, &best);
    return best >= least_likeness;
}

}  // namespace tanfang
