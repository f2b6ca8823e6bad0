#include "pipeline/page/covered_square.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include <opencv2/imgproc.hpp>

namespace tanfang {

namespace {

constexpr int outline_px = 2;          // depth of the strip in which the printed side is looked for
constexpr double least_side = 0.6;     // inked share of the worst side
constexpr double least_outline = 0.8;  // of all four
constexpr double farther = 0.004;  // a pixel further from the expected place costs so much share

/// Inked share of a side: columns (or rows) of the strip that hold ink.
double inked(const cv::Mat& ink, const cv::Rect& strip, bool level) {
    if ((strip & cv::Rect({}, ink.size())) != strip)
        return 0;
    cv::Mat most;
    cv::reduce(ink(strip), most, level ? 0 : 1, cv::REDUCE_MAX);
    return static_cast<double>(cv::countNonZero(most)) / static_cast<double>(most.total());
}

}  // namespace

std::optional<cv::Rect> find_covered_square(const cv::Mat& ink, const cv::Rect& expected,
                                            cv::Size reach) {
    std::optional<cv::Rect> best;
    double most = least_outline;
    for (int dy = -reach.height; dy <= reach.height; ++dy)
        for (int dx = -reach.width; dx <= reach.width; ++dx) {
            const cv::Rect at = expected + cv::Point(dx, dy);
            const std::array<double, 4> sides{
                inked(ink, {at.x, at.y - outline_px, at.width, outline_px}, true),
                inked(ink, {at.x, at.y + at.height, at.width, outline_px}, true),
                inked(ink, {at.x - outline_px, at.y, outline_px, at.height}, false),
                inked(ink, {at.x + at.width, at.y, outline_px, at.height}, false)};
            if (*std::min_element(sides.begin(), sides.end()) < least_side)
                continue;
            const double outline = (sides[0] + sides[1] + sides[2] + sides[3]) / 4 -
                                   farther * (std::abs(dx) + std::abs(dy));
            if (outline > most) {
                most = outline;
                best = at;
            }
        }
    return best;
}

}  // namespace tanfang
