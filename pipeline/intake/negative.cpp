#include "pipeline/intake/negative.h"

#include <algorithm>

#include <opencv2/imgproc.hpp>

namespace tanfang {

namespace {

constexpr double dark = 110;        // gray level: half of a negative's paper is darker by far
constexpr int look_width = 900;     // pixels: a pen's line is one to two wide on A4 then
constexpr int line_surround = 15;   // pixels: a median over so much holds no line
constexpr double line_depth = 30;   // gray levels: noise of a dark photo is below
constexpr double mostly_light = 3;  // light lines for each dark one

double median_of(const cv::Mat& gray) {
    cv::Mat flat = gray.clone().reshape(1, 1);
    auto* const middle = flat.ptr<uchar>() + flat.total() / 2;
    std::nth_element(flat.ptr<uchar>(), middle, flat.ptr<uchar>() + flat.total());
    return *middle;
}

}  // namespace

bool is_negative(const cv::Mat& gray) {
    cv::Mat small = gray;
    if (gray.cols > look_width)
        cv::resize(gray, small, {look_width, std::max(1, gray.rows * look_width / gray.cols)}, 0, 0,
                   cv::INTER_AREA);
    if (median_of(small) >= dark)
        return false;
    cv::Mat paper, lines;
    cv::medianBlur(small, paper, line_surround);
    cv::subtract(small, paper, lines, {}, CV_16S);
    const int light_lines = cv::countNonZero(lines > line_depth);
    const int dark_lines = cv::countNonZero(lines < -line_depth);
    return light_lines > mostly_light * dark_lines;
}

void make_positive(PageImage& image) {
    cv::bitwise_not(image.gray, image.gray);
    if (!image.color.empty())
        cv::bitwise_not(image.color, image.color);
}

}  // namespace tanfang
