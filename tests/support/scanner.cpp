#include "tests/support/scanner.h"

#include <algorithm>
#include <cmath>

#include "tests/support/sensor.h"
#include <opencv2/imgproc.hpp>

namespace tanfang::simulate {
namespace {

constexpr double photo_margin = 0.12;       // table around the sheet, share of its side
constexpr double photo_perspective = 0.05;  // how far a corner leaves its place, share of the side

struct View {
    cv::Size size;
    cv::Matx33d px_from_mm;
};

double page_width(const Paper& paper) {
    return paper.bgr.cols / paper.px_per_mm;
}
double page_height(const Paper& paper) {
    return paper.bgr.rows / paper.px_per_mm;
}

/// The glass is as large as the sheet, which lies a little turned and shifted on it.
View on_the_glass(const Paper& paper, const ScanCondition& condition, Random& random) {
    const double scale = condition.dpi / mm_per_inch;
    const double w = page_width(paper);
    const double h = page_height(paper);
    const double skew = random.uniform(-1, 1) * condition.skew_degrees * CV_PI / 180;
    const double size = scale * (1 - random.uniform(0, 1) * condition.shrink);
    const double c = size * std::cos(skew);
    const double s = size * std::sin(skew);
    const double slip = condition.skew_degrees > 0 ? 1.0 : 0;  // mm
    const double x = scale * (w / 2 + random.normal(slip)) - 0.5;
    const double y = scale * (h / 2 + random.normal(slip)) - 0.5;
    return {{cvRound(w * scale), cvRound(h * scale)},
            {c, -s, x - c * w / 2 + s * h / 2, s, c, y - s * w / 2 - c * h / 2, 0, 0, 1}};
}

/// A phone above the table: every corner of the sheet is a little off.
View from_above(const Paper& paper, const ScanCondition& condition, Random& random) {
    const double scale = condition.dpi / mm_per_inch;
    const double w = page_width(paper);
    const double h = page_height(paper);
    const std::vector<cv::Point2f> sheet = {
        {0, 0}, {float(w), 0}, {float(w), float(h)}, {0, float(h)}};
    std::vector<cv::Point2f> seen;
    for (const auto& corner : sheet) {
        const double x = corner.x + w * (photo_margin + random.uniform(-1, 1) * photo_perspective);
        const double y = corner.y + h * (photo_margin + random.uniform(-1, 1) * photo_perspective);
        seen.emplace_back(float(x * scale), float(y * scale));
    }
    const cv::Mat map = cv::getPerspectiveTransform(sheet, seen);
    return {
        {cvRound(w * (1 + 2 * photo_margin) * scale), cvRound(h * (1 + 2 * photo_margin) * scale)},
        cv::Matx33d(map.ptr<double>())};
}

/// The paper at the resolution of the scan, so that sampling single points of it does not alias.
Paper as_fine_as(const Paper& paper, double px_per_mm) {
    if (px_per_mm >= paper.px_per_mm)
        return paper;
    Paper coarse;
    const double factor = px_per_mm / paper.px_per_mm;
    cv::resize(paper.bgr, coarse.bgr, {}, factor, factor, cv::INTER_AREA);
    coarse.px_per_mm = px_per_mm;  // exact: resize() keeps the factor and rounds only the size
    return coarse;
}

/// For pixels of the view, the pixel of the paper they show: exact on a coarse grid, linear in
/// between, which the smooth bend allows.
cv::Mat lookup(const Paper& paper, const View& view, const TrueMap& truth) {
    constexpr int grid = 16;  // pixels between exact points; at 300 dpi 1.4 mm
    const cv::Matx33d mm_from_px = view.px_from_mm.inv();
    cv::Mat coarse(view.size.height / grid + 2, view.size.width / grid + 2, CV_32FC2);
    for (int row = 0; row < coarse.rows; ++row) {
        for (int col = 0; col < coarse.cols; ++col) {
            const cv::Vec3d at = mm_from_px * cv::Vec3d(col * grid, row * grid, 1);
            const auto source = paper.px(truth.straightened({at[0] / at[2], at[1] / at[2]}));
            coarse.at<cv::Vec2f>(row, col) = {float(source.x), float(source.y)};
        }
    }
    cv::Mat
        fine;  // resize() puts centres of cells on centres, so the grid is sampled by an affine map
    const cv::Matx23d grid_from_px(1.0 / grid, 0, 0, 0, 1.0 / grid, 0);
    cv::warpAffine(coarse, fine, grid_from_px, view.size, cv::INTER_LINEAR | cv::WARP_INVERSE_MAP,
                   cv::BORDER_REPLICATE);
    return fine;
}

cv::Matx33d quarter_turn(int quarters, cv::Size before) {
    switch (quarters) {
        case 1:
            return {0, -1, before.height - 1.0, 1, 0, 0, 0, 0, 1};
        case 2:
            return {-1, 0, before.width - 1.0, 0, -1, before.height - 1.0, 0, 0, 1};
        case 3:
            return {0, 1, 0, -1, 0, before.width - 1.0, 0, 0, 1};
        default:
            return cv::Matx33d::eye();
    }
}

}  // namespace

TrueMap::TrueMap(const cv::Matx33d& px_from_mm, double page_width, double page_height,
                 double bend_mm, Random& random)
    : px_from_mm_(px_from_mm), width_(page_width), height_(page_height) {
    bend_x_ = random.uniform(0.4, 1) * bend_mm;
    bend_y_ = random.uniform(0.4, 1) * bend_mm;
    for (auto& phase : phase_) phase = random.uniform(0, 2 * CV_PI);
}

Point<Mm> TrueMap::bent(Point<Mm> p) const {
    const double u = p.x / width_;
    const double v = p.y / height_;
    // uneven feed stretches along the sheet, a curled edge pulls across it; no homography does
    // either
    return {p.x + bend_x_ * std::cos(3.5 * v + 1.5 * u + phase_[0]) * std::cos(u * u + phase_[1]),
            p.y + bend_y_ * std::sin(4 * v + phase_[2]) * std::cos(2.5 * u + phase_[3])};
}

Point<Mm> TrueMap::straightened(Point<Mm> target) const {
    Point<Mm> p = target;
    for (int round = 0; round < 4;
         ++round) {  // a bend of 1 mm changes by 2 % a mm: four rounds leave nothing
        const auto there = bent(p);
        p = {p.x + target.x - there.x, p.y + target.y - there.y};
    }
    return p;
}

Point<Px> TrueMap::operator()(Point<Mm> on_paper) const {
    const auto p = bent(on_paper);
    const cv::Vec3d q = px_from_mm_ * cv::Vec3d(p.x, p.y, 1);
    return {q[0] / q[2] + 0.5, q[1] / q[2] + 0.5};  // from pixel middles to Px
}

Scan scan(const Paper& paper, const ScanCondition& condition, Random& random) {
    Scan result;
    const View view = condition.photo ? from_above(paper, condition, random)
                                      : on_the_glass(paper, condition, random);
    result.truth =
        TrueMap(view.px_from_mm, page_width(paper), page_height(paper), condition.bend_mm, random);
    const Paper source = as_fine_as(paper, condition.dpi / mm_per_inch);
    cv::Mat bgr(view.size, CV_8UC3, condition.photo ? some_table(random) : cv::Scalar::all(252));
    cv::remap(source.bgr, bgr, lookup(source, view, result.truth), cv::noArray(), cv::INTER_LINEAR,
              cv::BORDER_TRANSPARENT);
    expose(bgr, condition, random);

    const int quarters = condition.any_orientation ? random.below(4) : 0;
    result.truth.turn(quarter_turn(quarters, bgr.size()));
    result.rotation = 90 * quarters;
    if (quarters > 0)
        cv::rotate(bgr, bgr,
                   quarters == 1   ? cv::ROTATE_90_CLOCKWISE
                   : quarters == 2 ? cv::ROTATE_180
                                   : cv::ROTATE_90_COUNTERCLOCKWISE);
    result.image = develop(bgr, condition, random);
    return result;
}

}  // namespace tanfang::simulate
