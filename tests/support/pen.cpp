#include "tests/support/pen.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace tanfang::simulate {
namespace {

constexpr double step_mm = 0.2;  // finer than any pen, so that segments never show

struct Touch {
    Point<Mm> at;
    double radius_mm = 0;
};

/// Chaikin's corner cutting, twice; ends stay.
/// @see G. Chaikin, An algorithm for high speed curve generation, CGIP 3 (1974)
Path round_corners(Path path) {
    for (int pass = 0; pass < 2 && path.size() > 2; ++pass) {
        Path cut{path.front()};
        for (std::size_t i = 0; i + 1 < path.size(); ++i) {
            const auto& a = path[i];
            const auto& b = path[i + 1];
            if (i > 0)
                cut.push_back({0.8 * a.x + 0.2 * b.x, 0.8 * a.y + 0.2 * b.y});
            if (i + 2 < path.size())
                cut.push_back({0.2 * a.x + 0.8 * b.x, 0.2 * a.y + 0.8 * b.y});
        }
        cut.push_back(path.back());
        path = cut;
    }
    return path;
}

Path in_small_steps(const Path& path) {
    Path fine{path.front()};
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
        const double dx = path[i + 1].x - path[i].x;
        const double dy = path[i + 1].y - path[i].y;
        const int steps = std::max(1, static_cast<int>(std::ceil(std::hypot(dx, dy) / step_mm)));
        for (int k = 1; k <= steps; ++k)
            fine.push_back({path[i].x + dx * k / steps, path[i].y + dy * k / steps});
    }
    return fine;
}

/// Where the pen really goes: the hand trembles, presses unevenly, and lifts at the end.
std::vector<Touch> move_hand(const Path& path, const Pen& pen, Random& random) {
    const double phase_x = random.uniform(0, 6.28);
    const double phase_y = random.uniform(0, 6.28);
    const double phase_pressure = random.uniform(0, 6.28);
    const double wave = random.uniform(2.5, 4.5);  // mm of stroke per tremble
    std::vector<Touch> touches;
    double travelled = 0;
    for (std::size_t i = 0; i < path.size(); ++i) {
        if (i > 0)
            travelled += std::hypot(path[i].x - path[i - 1].x, path[i].y - path[i - 1].y);
        const double turn = travelled / wave * 6.28;
        const double lift = i + 1 == path.size() && i > 0 ? 0.7 : 1;
        touches.push_back(
            {{path[i].x + pen.tremor_mm * std::sin(turn + phase_x),
              path[i].y + pen.tremor_mm * std::sin(1.3 * turn + phase_y)},
             pen.width_mm / 2 * lift * (1 + 0.12 * std::sin(0.4 * turn + phase_pressure))});
    }
    return touches;
}

double distance_to_segment(Point<Px> p, Point<Px> a, Point<Px> b) {
    const double dx = b.x - a.x;
    const double dy = b.y - a.y;
    const double length2 = dx * dx + dy * dy;
    const double t =
        length2 > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length2, 0.0, 1.0) : 0;
    return std::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

/// Covers the pixels along one step of the pen, edges anti-aliased.
void cover(cv::Mat& coverage, Point<Px> a, Point<Px> b, double radius_px) {
    const double reach = radius_px + 1;
    const int x0 = std::max(0, cvFloor(std::min(a.x, b.x) - reach));
    const int x1 = std::min(coverage.cols - 1, cvCeil(std::max(a.x, b.x) + reach));
    const int y0 = std::max(0, cvFloor(std::min(a.y, b.y) - reach));
    const int y1 = std::min(coverage.rows - 1, cvCeil(std::max(a.y, b.y) + reach));
    for (int y = y0; y <= y1; ++y) {
        auto* row = coverage.ptr<float>(y);
        for (int x = x0; x <= x1; ++x) {
            const double d = distance_to_segment({double(x), double(y)}, a, b);
            row[x] =
                std::max(row[x], static_cast<float>(std::clamp(radius_px + 0.5 - d, 0.0, 1.0)));
        }
    }
}

}  // namespace

Pen some_pen(Random& random) {
    const std::vector<cv::Vec3b> colors = {
        {25, 25, 25}, {35, 30, 30}, {130, 50, 25}, {150, 70, 40}, {75, 70, 70}};
    return {random.uniform(0.3, 0.8), random.pick(colors), random.uniform(0.02, 0.12)};
}

void draw_stroke(Paper& paper, const Pen& pen, const Path& path, Random& random) {
    if (path.empty())
        throw std::logic_error("a stroke without a point");
    const auto touches = move_hand(in_small_steps(round_corners(path)), pen, random);
    double left = 1e9, top = 1e9, right = -1e9, bottom = -1e9;
    for (const auto& touch : touches) {
        const auto p = paper.px(touch.at);
        left = std::min(left, p.x), right = std::max(right, p.x);
        top = std::min(top, p.y), bottom = std::max(bottom, p.y);
    }
    const double margin = pen.width_mm * paper.px_per_mm + 2;
    const cv::Point at(cvFloor(left - margin), cvFloor(top - margin));
    cv::Mat coverage(cvCeil(bottom - top + 2 * margin) + 1, cvCeil(right - left + 2 * margin) + 1,
                     CV_32FC1, cv::Scalar(0));
    for (std::size_t i = 0; i < touches.size(); ++i) {
        const auto a = paper.px(touches[i > 0 ? i - 1 : 0].at);
        const auto b = paper.px(touches[i].at);
        cover(coverage, {a.x - at.x, a.y - at.y}, {b.x - at.x, b.y - at.y},
              touches[i].radius_mm * paper.px_per_mm);
    }
    soak(paper, coverage * random.uniform(0.88, 1.0), at, pen.color);
}

}  // namespace tanfang::simulate
