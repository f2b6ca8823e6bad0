#include "pipeline/recognize/seals.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>

#include <opencv2/imgproc.hpp>

namespace tanfang {

namespace {

constexpr double seal_px_per_mm = Ink::overview_px_per_mm;
constexpr double smallest_radius_mm = 17, largest_radius_mm = 25;
constexpr int seal_directions = 60;
constexpr double radius_step_mm = 0.7;  // one pixel of the overview
// Inked share of the circle. The rings of worn and 1-bit seals reach 0.75 and more although print
// and pens cut them; circles through writing and boxes reach 0.62 at most (measured on 100
// simulated scans).
constexpr double least_ring = 0.68;
constexpr int seal_ink = 32;  // worn seals are lighter than pens

/// Share of the circle that is inked.
double ring(const cv::Mat& mask, cv::Point2d center, double radius) {
    int hit = 0;
    for (int i = 0; i < seal_directions; ++i) {
        const double a = 2 * std::numbers::pi * i / seal_directions;
        const cv::Point at(static_cast<int>(center.x + radius * std::cos(a)),
                           static_cast<int>(center.y + radius * std::sin(a)));
        hit += cv::Rect({}, mask.size()).contains(at) && mask.at<uchar>(at);
    }
    return static_cast<double>(hit) / seal_directions;
}

/// Where most inked points agree that a ring through them has its middle.
cv::Point center_of_ring(const std::vector<cv::Point>& points, cv::Size size, double radius) {
    // with room around the page nobody has to ask whether a vote lies within it
    const int room = static_cast<int>(std::ceil(radius));
    cv::Mat votes = cv::Mat::zeros(size + cv::Size(2 * room, 2 * room), CV_16U);
    std::vector<std::ptrdiff_t> circle;
    for (int i = 0; i < seal_directions; ++i) {
        const double a = 2 * std::numbers::pi * i / seal_directions;
        circle.push_back(std::lround(radius * std::sin(a)) * votes.cols +
                         std::lround(radius * std::cos(a)));
    }
    for (const auto& p : points) {
        ushort* const middle = votes.ptr<ushort>(p.y + room) + p.x + room;
        for (const std::ptrdiff_t d : circle) ++middle[d];
    }
    cv::Point at;
    cv::minMaxLoc(votes(cv::Rect({room, room}, size)), nullptr, nullptr, nullptr, &at);
    return at;
}

}  // namespace

std::vector<Seal> find_seals(const Ink& ink) {
    const auto& page = ink.page();
    if (!page.image->color.empty() && !ink.red_pen())
        return {};
    const cv::Mat mask = ink.overview() > seal_ink;
    std::vector<cv::Point> points;
    cv::findNonZero(mask, points);
    std::vector<Seal> seals;
    cv::Mat wide;
    cv::dilate(mask, wide, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
    for (double radius = smallest_radius_mm; radius <= largest_radius_mm;
         radius += radius_step_mm) {
        const double r = radius * seal_px_per_mm;
        const cv::Point at = center_of_ring(points, mask.size(), r);
        const double share = ring(wide, at, r);
        if (share < least_ring)
            continue;
        const Seal seal{{(at.x + 0.5) / seal_px_per_mm, (at.y + 0.5) / seal_px_per_mm}, radius};
        // neighbouring radii see the same ring: the largest is kept, for it covers the others
        if (!seals.empty() && std::hypot(seals.back().center.x - seal.center.x,
                                         seals.back().center.y - seal.center.y) < radius)
            seals.back() = seal;
        else
            seals.push_back(seal);
    }
    return seals;
}

bool covered_by_seal(const std::vector<Seal>& seals, const Box<Mm>& box) {
    return std::any_of(seals.begin(), seals.end(), [&box](const Seal& seal) {
        const double across =
            std::max({box.left() - seal.center.x, seal.center.x - box.right(), 0.0});
        const double down =
            std::max({box.top() - seal.center.y, seal.center.y - box.bottom(), 0.0});
        return std::hypot(across, down) < seal.radius + seal_margin_mm;
    });
}

}  // namespace tanfang
