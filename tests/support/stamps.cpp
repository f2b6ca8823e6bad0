#include "tests/support/stamps.h"

#include <cmath>

#include <opencv2/imgproc.hpp>

namespace tanfang::simulate {
namespace {

const cv::Vec3b vermilion(55, 45, 210);  // BGR

/// Uneven pressure: ink lies thick in some places and hardly at all in others.
void press(Paper& paper, const cv::Mat& shape, Point<Mm> center, Random& random) {
    cv::Mat coverage;
    shape.convertTo(coverage, CV_32F, 1 / 255.0);
    cv::Mat pressure(coverage.rows / 24 + 2, coverage.cols / 24 + 2, CV_32F);
    for (auto it = pressure.begin<float>(); it != pressure.end<float>(); ++it)
        *it = static_cast<float>(random.uniform(0.45, 1.0));
    cv::resize(pressure, pressure, coverage.size(), 0, 0, cv::INTER_CUBIC);
    cv::min(pressure, 1.0, pressure);
    coverage = coverage.mul(pressure);
    cv::GaussianBlur(coverage, coverage, {}, 0.8);
    const auto middle = paper.px(center);
    soak(paper, coverage,
         {cvRound(middle.x) - coverage.cols / 2, cvRound(middle.y) - coverage.rows / 2}, vermilion);
}

}  // namespace

void press_seal(Paper& paper, Point<Mm> center, Random& random) {
    const double mm = paper.px_per_mm;
    const int side = cvCeil(42 * mm);
    const cv::Point middle(side / 2, side / 2);
    cv::Mat shape(side, side, CV_8UC1, cv::Scalar(0));
    cv::circle(shape, middle, cvRound(19.4 * mm), 255, cvRound(1.2 * mm), cv::LINE_AA);
    std::vector<cv::Point> star;
    for (int corner = 0; corner < 10; ++corner) {
        const double radius = (corner % 2 == 0 ? 7 : 2.7) * mm;
        const double turn = CV_PI * (corner / 5.0 - 0.5);
        star.emplace_back(middle.x + cvRound(radius * std::cos(turn)),
                          middle.y + cvRound(radius * std::sin(turn)));
    }
    cv::fillPoly(shape, std::vector<std::vector<cv::Point>>{star}, 255, cv::LINE_AA);
    for (int letter = 0; letter < 12;
         ++letter) {  // the office's name around the star, as small grids
        const double turn = CV_PI * (0.85 + 1.3 * letter / 11.0);
        const cv::Point at(middle.x + cvRound(14.8 * mm * std::cos(turn)),
                           middle.y + cvRound(14.8 * mm * std::sin(turn)));
        const int half = cvRound(1.7 * mm);
        cv::rectangle(shape, {at.x - half, at.y - half}, {at.x + half, at.y + half}, 255,
                      cvRound(0.5 * mm), cv::LINE_AA);
        cv::line(shape, {at.x, at.y - half}, {at.x, at.y + half}, 255, cvRound(0.5 * mm),
                 cv::LINE_AA);
        cv::line(shape, {at.x - half, at.y}, {at.x + half, at.y}, 255, cvRound(0.5 * mm),
                 cv::LINE_AA);
    }
    press(paper, shape, center, random);
}

void press_fingerprint(Paper& paper, Point<Mm> center, Random& random) {
    const double mm = paper.px_per_mm;
    cv::Mat shape(cvRound(18 * mm), cvRound(13 * mm), CV_8UC1, cv::Scalar(0));
    const double core_x = shape.cols * random.uniform(0.4, 0.6);
    const double core_y = shape.rows * random.uniform(0.45, 0.65);
    for (int y = 0; y < shape.rows; ++y) {
        for (int x = 0; x < shape.cols; ++x) {
            const double u = 2.0 * x / shape.cols - 1;
            const double v = 2.0 * y / shape.rows - 1;
            if (u * u + v * v > 1)
                continue;
            const double arch = std::hypot(x - core_x, 0.7 * (y - core_y)) + 2 * std::sin(v * 5);
            const double ridge = std::sin(arch / mm * 2 * CV_PI / 0.5);  // ridges 0.5 mm apart
            shape.at<uchar>(y, x) = ridge > -0.1 ? 255 : 0;
        }
    }
    press(paper, shape, center, random);
}

}  // namespace tanfang::simulate
