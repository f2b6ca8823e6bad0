#include "pipeline/recognize/mark_measure.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include <opencv2/imgproc.hpp>

namespace tanfang {

namespace {

constexpr double mark_px_per_mm = 8;
constexpr double reach_mm = 4;           // ink this far outside the box is looked at
constexpr double ring_mm = 2.6;          // loops and ticks beside a box come closer than this
constexpr double outline_mm = 0.25;      // of the box on each side: there print hides the pen
constexpr double mark_speck_mm2 = 0.12;  // smaller pieces of ink are dust or 1-bit noise
constexpr int ring_directions = 36;
constexpr double steepest = 0.24;          // of a stroke that crosses out, rows per column
constexpr double through_share = 0.9;      // of the box's width that such a stroke inks
constexpr double outline_rim_mm = 0.7;     // around the inner edge: the drawn line lies in it
constexpr double label_reach_mm = 12;      // three characters of a label and what stands between
constexpr double label_gap_mm = 0.6;       // left free before the next thing
constexpr double label_mm = 1;             // where print begins this near, it hides a stroke's end
constexpr double faint_mark_share = 0.34;  // of the sheet's ink threshold
constexpr int faintest_ink = 18;

int px(double mm) {
    return static_cast<int>(std::lround(mm * mark_px_per_mm));
}

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

/// The patch around a box: coordinates in px, the box in its middle.
struct Patch {
    cv::Mat level;       ///< ink level
    cv::Mat mask;        ///< 255 where there is ink
    cv::Mat own;         ///< of that, what lies nearer to this box than to any other
    cv::Mat print;       ///< 255 where print hides what a pen did
    cv::Mat near_print;  ///< and a pixel around it, where of a thin stroke but specks are left
    cv::Rect box;
};

double area_mm2(const cv::Mat& mask) {
    return cv::countNonZero(mask) / (mark_px_per_mm * mark_px_per_mm);
}

double distance(cv::Point at, const cv::Rect& box) {
    const int dx = std::max({box.x - at.x, at.x - box.br().x + 1, 0});
    const int dy = std::max({box.y - at.y, at.y - box.br().y + 1, 0});
    return std::hypot(dx, dy);
}

/// Takes the ink away from `own` that lies nearer to another box.
void leave_to(const Box<Mm>& other, const Box<Mm>& around, Patch& patch) {
    const cv::Rect box(px(other.left() - around.left()), px(other.top() - around.top()),
                       px(other.width), px(other.height));
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

/// 255 outside the box as far as `reach` mm from it.
cv::Mat ring_around(const Patch& patch, double reach) {
    cv::Mat ring = cv::Mat::zeros(patch.mask.size(), CV_8U);
    const int wide = px(reach);
    cv::rectangle(ring, patch.box.tl() - cv::Point(wide, wide),
                  patch.box.br() + cv::Point(wide - 1, wide - 1), 255, cv::FILLED);
    cv::rectangle(ring, patch.box, 0, cv::FILLED);
    return ring;
}

/// Share of directions in which ink stands just outside the box.
double surrounded(const Patch& patch, double ring) {
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

/// How far a level stroke runs out of the box to the left and to the right; 0 if only to one side.
double level_stroke(const Patch& patch) {
    const cv::Range rows(patch.box.y + patch.box.height / 10,
                         patch.box.y + patch.box.height * 19 / 20);
    const auto run = [&](int from, int step) {
        int length = 0, missed = 0;
        for (int x = from; x >= 0 && x < patch.mask.cols && missed <= px(0.3); x += step) {
            const int ink = cv::countNonZero(patch.mask(rows, cv::Range(x, x + 1)));
            const int hidden = cv::countNonZero(patch.print(rows, cv::Range(x, x + 1)));
            // an upright stroke fills much of the column, a level one only its own width
            if (ink > 0 && ink < 0.75 * rows.size())
                ++length;
            else if (hidden <
                     0.25 * rows.size())  // behind a label nobody sees whether the stroke goes on
                ++missed;
        }
        return length / mark_px_per_mm;
    };
    const int outline = px(0.45);
    return std::min(run(patch.box.x - outline, -1),
                    run(patch.box.x + patch.box.width + outline, 1));
}

/// A straight line across the box, nearly level.
struct Level {
    double y, slope;  ///< row at the middle of the box, rows per column
};

/// Whether the line has ink in a column; what print hides counts for nothing.
enum class Seen { ink, paper, hidden };

Seen look(const Patch& patch, const Level& line, int x) {
    const double middle = patch.box.x + patch.box.width / 2.0;
    const int y = static_cast<int>(std::lround(line.y + line.slope * (x - middle)));
    const cv::Rect near = cv::Rect(x, y - 1, 1, 3) & cv::Rect({}, patch.mask.size());
    if (near.empty())
        return Seen::paper;
    if (cv::countNonZero(patch.mask(near)) > 0)
        return Seen::ink;
    return cv::countNonZero(patch.near_print(near)) > 0 ? Seen::hidden : Seen::paper;
}

/// Whether a line is inked from edge to edge of the box.
bool runs_through(const Patch& patch, const Level& line) {
    int ink = 0, seen = 0;
    for (int x = patch.box.x; x < patch.box.br().x; ++x) {
        const Seen here = look(patch, line, x);
        ink += here == Seen::ink;
        seen += here != Seen::hidden;
    }
    return seen > patch.box.width / 2 && ink >= through_share * seen;
}

/// How far the line's ink runs on; negative if print hides it from the start.
double run_on(const Patch& patch, const Level& line, int from, int step) {
    int ink = 0, missed = 0, seen = 0;
    for (int i = 0; i < px(ring_mm) && missed <= px(0.3); ++i) {
        const Seen here = look(patch, line, from + i * step);
        ink += here == Seen::ink;
        missed += here == Seen::paper;
        seen += here != Seen::hidden && i < px(label_mm);
    }
    return seen < px(0.3) ? -1 : ink / mark_px_per_mm;
}

/// How far a stroke through the box runs out of it on one side where the label hides the other.
/// Which way a tick leans out, it does not run level from edge to edge of the box.
double stroke_behind_label(const Patch& patch) {
    const int outline = px(0.45);
    double longest = 0;
    for (int y = patch.box.y + patch.box.height / 10; y < patch.box.br().y - patch.box.height / 10;
         ++y)
        for (double slope = -steepest; slope <= steepest + 1e-9; slope += steepest / 4) {
            const Level line{static_cast<double>(y), slope};
            if (!runs_through(patch, line))
                continue;
            const double left = run_on(patch, line, patch.box.x - outline, -1);
            const double right = run_on(patch, line, patch.box.br().x + outline, 1);
            if (std::min(left, right) < 0)
                longest = std::max({longest, left, right});
        }
    return longest;
}

/// Share of a diagonal of the box along which there is ink.
double diagonal(const Patch& patch, bool down, double scale) {
    const int steps = patch.box.width;
    int hit = 0, looked = 0;
    for (int i = steps / 6; i < steps - steps / 6; ++i, ++looked) {
        const int depth = i * patch.box.height / steps;
        const int x = patch.box.x + i,
                  y = patch.box.y + (down ? depth : patch.box.height - 1 - depth);
        const int wide = px(0.3 * scale);
        const cv::Rect near = cv::Rect(x - wide, y - wide, 2 * wide + 1, 2 * wide + 1) &
                              cv::Rect({}, patch.mask.size());
        hit += cv::countNonZero(patch.mask(near)) > 0;
    }
    return looked ? static_cast<double>(hit) / looked : 0;
}

/// Where the lowest ink of the box lies, as a share of its width: a tick turns in the middle, a
/// slash ends left.
double lowest(const cv::Mat& inner, const cv::Rect& extent) {
    const int bottom = extent.y + extent.height;
    const cv::Mat foot =
        inner(cv::Range(std::max(extent.y, bottom - px(0.5)), bottom), cv::Range::all());
    const cv::Rect where = cv::boundingRect(foot);
    return (where.x + where.width / 2.0) / inner.cols;
}

/// Share of the printed square that is as dark as ink in the scan.
double outline_seen(const Ink& ink, const Box<Mm>& box) {
    const Box<Mm> rim = box.grown(outline_rim_mm);
    cv::Mat print = ink.print(rim, mark_px_per_mm) > 127;
    const int deep = 2 * px(outline_rim_mm);
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
    if (right - left < label_mm)
        return 0;
    const Box<Mm> label{{left, box.top()}, right - left, box.height};
    return area_mm2(without_specks(ink.pen(label, mark_px_per_mm) > ink.threshold()));
}

MarkMeasure measure_mark(const Ink& ink, const Box<Mm>& box, const std::vector<Box<Mm>>& others) {
    Patch patch;
    const Box<Mm> around = box.grown(reach_mm);
    patch.level = ink.pen(around, mark_px_per_mm);
    patch.mask = without_specks(patch.level > ink.threshold());
    patch.print = ink.print(around, mark_px_per_mm) > 127;
    cv::dilate(patch.print, patch.near_print, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
    patch.box = {px(reach_mm), px(reach_mm), patch.level.cols - 2 * px(reach_mm),
                 patch.level.rows - 2 * px(reach_mm)};
    patch.own = patch.mask.clone();
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
        area_mm2(without_specks(patch.level > faint)(patch.box)) / (scale * scale);
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
        measure.across = std::max(level_stroke(patch), stroke_behind_label(patch)) / scale;
        measure.diagonal_down = diagonal(patch, true, scale);
        measure.diagonal_up = diagonal(patch, false, scale);
    }
    return measure;
}

}  // namespace tanfang
