#include "pipeline/page/registered_page.h"

#include <algorithm>
#include <cmath>

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
    const Point<Mm> p{on_paper.x + d.x, on_paper.y + d.y};
    const auto& h = px_from_mm_;
    const double w = h(2, 0) * p.x + h(2, 1) * p.y + h(2, 2);
    return {(h(0, 0) * p.x + h(0, 1) * p.y + h(0, 2)) / w,
            (h(1, 0) * p.x + h(1, 1) * p.y + h(1, 2)) / w};
}

double PaperMap::px_per_mm(Point<Mm> p) const {
    const Point<Px> here = (*this)(p), right = (*this)({p.x + 1, p.y}),
                    down = (*this)({p.x, p.y + 1});
    return (std::hypot(right.x - here.x, right.y - here.y) +
            std::hypot(down.x - here.x, down.y - here.y)) /
           2;
}

}  // namespace tanfang
