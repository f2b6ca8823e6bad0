#include "pipeline/recognize/mark_measure.h"

#include "pipeline/recognize/crossing_stroke.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

#include <opencv2/imgproc.hpp>

namespace tanfang {

namespace {

constexpr double reach_mm = 4;           // ink this far outside the box is looked at
constexpr double outline_mm = 0.25;      // of the box on each side: there print hides the pen
constexpr double mark_speck_mm2 = 0.12;  // smaller pieces of ink are dust or 1-bit noise
constexpr int ring_directions = 36;
constexpr double outline_rim_mm = 0.7;     // around the inner edge: the drawn line lies in it
constexpr double label_reach_mm = 12;      // three characters of a label and what stands between
constexpr double label_gap_mm = 0.6;       // left free before the next thing
constexpr double least_label_mm = 1;       // of what is left for the label
constexpr double faint_mark_share = 0.34;  // of the sheet's ink threshold
constexpr int faintest_ink = 18;

/// Ink without specks.
cv::Mat without_specks(const cv::Mat& mask) {
    cv::Mat labels, stats, centroids, out = mask.clone();
    const int count = cv::connectedComponentsWithStats(mask, labels, stats, centroids, 8);
    std::vector<uchar> keep(static_cast<std::size_t>(count), 255);
    keep[0] = 0;
    for (int i = 1; i < count; ++i)
        if (stats.at<int>(i, cv::CC_STAT_AREA) < mark_speck_mm2 * mark_px_per_mm * mark_px_per_mm)
            keep[static_cast<std::size_t>(i)] = 0;
    for (int y = 0; y < out.rows; ++y)
        for (int x = 0; x < out.cols; ++x)
            out.at<uchar>(y, x) = keep[static_cast<std::size_t>(labels.at<int>(y, x))];
    return out;
}

double area_mm2(const cv::Mat& mask) {
    return cv::countNonZero(mask) / (mark_px_per_mm * mark_px_per_mm);
}

double distance(cv::Point at, const cv::Rect& box) {
    const int dx = std::max({box.x - at.x, at.x - box.br().x + 1, 0});
    const int dy = std::max({box.y - at.y, at.y - box.br().y + 1, 0});
    return std::hypot(dx, dy);
}

/// Takes the ink away from `own` that lies nearer to another box.
void leave_to(const Box<Mm>& other, const Box<Mm>& around, MarkPatch& patch) {
    const cv::Rect box(mark_px(other.left() - around.left()), mark_px(other.top() - around.top()),
                       mark_px(other.width), mark_px(other.height));
    for (int y = 0; y < patch.own.rows; ++y)
        for (int x = 0; x < patch.own.cols; ++x)
            if (patch.own.at<uchar>(y, x) && distance({x, y}, box) < distance({x, y}, patch.box))
                patch.own.at<uchar>(y, x) = 0;
}

/// How large the free inside of a box is against that of a standard box. Marks do not grow with
/// boxes that are larger than a hand likes.
double scale_of(const Box<Mm>& box) {
    const double free = std::sqrt(box.width * box.height) - 2 * outline_mm;
    return std::clamp(free / (standard_box_mm - 2 * outline_mm), 0.2, 1.0);
}

/// The box without what its outline may cover: a print that is drawn a little aside leaves a pale
/// rim there.
cv::Rect within_outline(const MarkPatch& patch) {
    const int rim = mark_px(outline_mm);
    const cv::Rect inner(patch.box.x + rim, patch.box.y + rim, patch.box.width - 2 * rim,
                         patch.box.height - 2 * rim);
    return inner.empty() ? patch.box : inner;
}

/// 255 outside the box as far as `reach` mm from it.
cv::Mat ring_around(const MarkPatch& patch, double reach) {
    cv::Mat ring = cv::Mat::zeros(patch.mask.size(), CV_8U);
    const int wide = mark_px(reach);
    cv::rectangle(ring, patch.box.tl() - cv::Point(wide, wide),
                  patch.box.br() + cv::Point(wide - 1, wide - 1), 255, cv::FILLED);
    cv::rectangle(ring, patch.box, 0, cv::FILLED);
    return ring;
}

/// Share of directions in which ink stands just outside the box.
double surrounded(const MarkPatch& patch, double ring) {
    const double cx = patch.box.x + patch.box.width / 2.0,
                 cy = patch.box.y + patch.box.height / 2.0;
    int hit = 0;
    for (int i = 0; i < ring_directions; ++i) {
        const double angle = 2 * std::numbers::pi * i / ring_directions;
        const double dx = std::cos(angle), dy = std::sin(angle);
        const double edge = std::min(patch.box.width / 2.0 / std::max(std::abs(dx), 1e-6),
                                     patch.box.height / 2.0 / std::max(std::abs(dy), 1e-6));
        bool ink = false;
        for (double r = edge + 0.2 * mark_px_per_mm; r < edge + ring * mark_px_per_mm && !ink;
             r += 0.7) {
            const cv::Point at(static_cast<int>(cx + r * dx), static_cast<int>(cy + r * dy));
            ink = cv::Rect({}, patch.mask.size()).contains(at) && patch.own.at<uchar>(at);
        }
        hit += ink;
    }
    return static_cast<double>(hit) / ring_directions;
}

/// Share of a diagonal of the box along which there is ink.
double diagonal(const MarkPatch& patch, bool down, double scale) {
    const int steps = patch.box.width;
    int hit = 0, looked = 0;
    for (int i = steps / 6; i < steps - steps / 6; ++i, ++looked) {
        const int depth = i * patch.box.height / steps;
        const int x = patch.box.x + i,
                  y = patch.box.y + (down ? depth : patch.box.height - 1 - depth);
        const int wide = mark_px(0.3 * scale);
        const cv::Rect near = cv::Rect(x - wide, y - wide, 2 * wide + 1, 2 * wide + 1) &
                              cv::Rect({}, patch.mask.size());
        hit += cv::countNonZero(patch.mask(near)) > 0;
    }
    return looked ? static_cast<double>(hit) / looked : 0;
}

/// Inked share of the middles of the box's four sides, the second largest: a thick pen that crosses
/// a small box inks most of it, but not these; a line across it inks two.
double between_arms(const MarkPatch& patch) {
    const int wide = patch.box.width / 10, high = patch.box.height / 10;  // half of a middle
    const int across = patch.box.width * 3 / 10, down = patch.box.height * 3 / 10;
    const cv::Point center(patch.box.width / 2, patch.box.height / 2);
    std::array<cv::Rect, 4> middles{
        cv::Rect(center.x - wide, 0, 2 * wide + 1, down),
        cv::Rect(center.x - wide, patch.box.height - down, 2 * wide + 1, down),
        cv::Rect(0, center.y - high, across, 2 * high + 1),
        cv::Rect(patch.box.width - across, center.y - high, across, 2 * high + 1)};
    std::array<double, 4> inked{};
    std::transform(middles.begin(), middles.end(), inked.begin(), [&](const cv::Rect& middle) {
        const cv::Rect at = middle + patch.box.tl();
        const cv::Mat free = ~patch.print(at);
        return static_cast<double>(cv::countNonZero(patch.mask(at) & free)) /
               std::max(1, cv::countNonZero(free));
    });
    std::sort(inked.begin(), inked.end());
    return inked[2];
}

/// Where the lowest ink of the box lies, as a share of its width: a tick turns in the middle, a
/// slash ends left.
double lowest(const cv::Mat& inner, const cv::Rect& extent) {
    const int bottom = extent.y + extent.height;
    const cv::Mat foot =
        inner(cv::Range(std::max(extent.y, bottom - mark_px(0.5)), bottom), cv::Range::all());
    const cv::Rect where = cv::boundingRect(foot);
    return (where.x + where.width / 2.0) / inner.cols;
}

/// Share of the printed square that is as dark as ink in the scan.
double outline_seen(const Ink& ink, const Box<Mm>& box) {
    const Box<Mm> rim = box.grown(outline_rim_mm);
    cv::Mat print = ink.print(rim, mark_px_per_mm) > 127;
    const int deep = 2 * mark_px(outline_rim_mm);
    cv::rectangle(print, {deep, deep}, {print.cols - 1 - deep, print.rows - 1 - deep}, 0,
                  cv::FILLED);
    // what is expected is wider than what is drawn: each of its places has ink beside it
    cv::Mat dark = ink.seen(rim, mark_px_per_mm) > ink.threshold();
    cv::dilate(dark, dark, cv::getStructuringElement(cv::MORPH_RECT, {5, 5}));
    return static_cast<double>(cv::countNonZero(dark & print)) /
           std::max(1, cv::countNonZero(print));
}

}  // namespace

double label_ink(const Ink& ink, const Box<Mm>& box, const std::vector<Box<Mm>>& taken) {
    double right = box.right() + label_reach_mm;
    for (const auto& place : taken)
        if (place.right() > box.right() && place.top() < box.bottom() && place.bottom() > box.top())
            right = std::min(right, place.left() - label_gap_mm);
    const double left = box.right() + label_gap_mm;
    if (right - left < least_label_mm)
        return 0;
    const Box<Mm> label{{left, box.top()}, right - left, box.height};
    return area_mm2(without_specks(ink.pen(label, mark_px_per_mm) > ink.threshold()));
}

MarkMeasure measure_mark(const Ink& ink, const Box<Mm>& box, const std::vector<Box<Mm>>& others) {
    MarkPatch patch;
    const Box<Mm> around = box.grown(reach_mm);
    patch.level = ink.pen(around, mark_px_per_mm);
    patch.mask = without_specks(patch.level > ink.threshold());
    patch.print = ink.print(around, mark_px_per_mm) > 127;
    cv::dilate(patch.print, patch.near_print, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
    patch.box = {mark_px(reach_mm), mark_px(reach_mm), patch.level.cols - 2 * mark_px(reach_mm),
                 patch.level.rows - 2 * mark_px(reach_mm)};
    // a sharp scan under a pale pen shows the outline darker than it is expected
    patch.own = patch.mask & ~patch.print;
    for (const auto& other : others) leave_to(other, around, patch);

    MarkMeasure measure;
    measure.outline = outline_seen(ink, box);
    const double scale = scale_of(box);
    const cv::Mat inner = patch.mask(patch.box);
    const int free = patch.box.area() - cv::countNonZero(patch.print(patch.box));
    measure.inside = area_mm2(inner) / (scale * scale);
    measure.fill = static_cast<double>(cv::countNonZero(inner)) / std::max(1, free);
    const int faint = std::max(faintest_ink, static_cast<int>(faint_mark_share * ink.threshold()));
    measure.faint_inside =
        area_mm2(without_specks(patch.level > faint)(within_outline(patch))) / (scale * scale);
    if (measure.inside > 0) {
        const cv::Rect extent = cv::boundingRect(inner);
        measure.width = extent.width / mark_px_per_mm / scale;
        measure.height = extent.height / mark_px_per_mm / scale;
        measure.darkness = cv::mean(patch.level(patch.box), inner)[0];
        measure.lowest_x = lowest(inner, extent);
    }
    measure.outside = area_mm2(patch.own & ring_around(patch, ring_mm * scale)) / scale;
    measure.beside = area_mm2(patch.own & ring_around(patch, ring_mm));
    measure.around = surrounded(patch, ring_mm * scale);
    if (measure.inside > 0) {
        measure.across = stroke_across(patch) / scale;
        measure.diagonal_down = diagonal(patch, true, scale);
        measure.diagonal_up = diagonal(patch, false, scale);
        measure.between_arms = between_arms(patch);
    }
    return measure;
}

}  // namespace tanfang
