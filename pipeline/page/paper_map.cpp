#include "pipeline/page/homography.h"
#include "pipeline/page/registered_page.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace tanfang {

PaperMap::PaperMap(const cv::Matx33d& px_from_mm, const cv::Mat& shift, double page_width,
                   double page_height)
    : px_from_mm_(px_from_mm),
      shift_(shift),
      nodes_per_mm_x_((shift.cols - 1) / page_width),
      nodes_per_mm_y_((shift.rows - 1) / page_height) {
    CV_Assert(shift.type() == CV_64FC2 && shift.cols > 1 && shift.rows > 1);
}

Point<Mm> PaperMap::shift(Point<Mm> p) const {
    if (shift_.empty())
        return {0, 0};
    const double gx = std::clamp(p.x * nodes_per_mm_x_, 0.0, shift_.cols - 1.000001);
    const double gy = std::clamp(p.y * nodes_per_mm_y_, 0.0, shift_.rows - 1.000001);
    const int ix = static_cast<int>(gx), iy = static_cast<int>(gy);
    const double fx = gx - ix, fy = gy - iy;
    const auto* above = shift_.ptr<cv::Vec2d>(iy) + ix;
    const auto* below = shift_.ptr<cv::Vec2d>(iy + 1) + ix;
    const cv::Vec2d d = (1 - fy) * ((1 - fx) * above[0] + fx * above[1]) +
                        fy * ((1 - fx) * below[0] + fx * below[1]);
    return {d[0], d[1]};
}

Point<Px> PaperMap::operator()(Point<Mm> on_paper) const {
    const Point<Mm> d = shift(on_paper);
    const cv::Point2d p = mapped(px_from_mm_, {on_paper.x + d.x, on_paper.y + d.y});
    return {p.x, p.y};
}

double PaperMap::px_per_mm(Point<Mm> p) const {
    const Point<Px> here = (*this)(p), right = (*this)({p.x + 1, p.y}),
                    down = (*this)({p.x, p.y + 1});
    return (std::hypot(right.x - here.x, right.y - here.y) +
            std::hypot(down.x - here.x, down.y - here.y)) /
           2;
}

int rotation_of(const PaperMap& map, const FormTemplate& form) {
    const Point<Px> left = map({form.page_width * 0.25, form.page_height / 2});
    const Point<Px> right = map({form.page_width * 0.75, form.page_height / 2});
    const double angle = std::atan2(right.y - left.y, right.x - left.x) * 180 / std::numbers::pi;
    return (static_cast<int>(std::lround(angle / 90)) * 90 + 360) % 360;
}

}  // namespace tanfang
