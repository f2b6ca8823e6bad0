/// Where a plane seen in perspective puts a point.
#pragma once

#include <opencv2/core.hpp>

namespace tanfang {

/// @param h  homography; the point is not on its horizon
inline cv::Point2d mapped(const cv::Matx33d& h, const cv::Point2d& p) {
    const double w = h(2, 0) * p.x + h(2, 1) * p.y + h(2, 2);
    return {(h(0, 0) * p.x + h(0, 1) * p.y + h(0, 2)) / w,
            (h(1, 0) * p.x + h(1, 1) * p.y + h(1, 2)) / w};
}

}  // namespace tanfang
