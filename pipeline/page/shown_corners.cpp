#include "pipeline/page/shown_corners.h"

#include "pipeline/base/error.h"

#include <vector>

#include <opencv2/calib3d.hpp>
#include <opencv2/imgproc.hpp>

namespace tanfang {

namespace {

constexpr double least_area_px = 1e4;  // of a frame that somebody shows; less is a slip of the hand

}  // namespace

cv::Matx33d px_from_mm_at(const Box<Mm>& frame, const Quad<Px>& corners, const PageImage& image) {
    std::vector<cv::Point2d> in_image;
    for (const auto& corner : corners) in_image.emplace_back(corner.x, corner.y);
    const std::vector<cv::Point2f> outline(in_image.begin(), in_image.end());
    if (!cv::isContourConvex(outline) || cv::contourArea(outline, true) < least_area_px)
        throw Error(Fault::bad_usage, image.file,
                    "四个角要按左上、右上、右下、左下的顺序放在表格外框的角上");
    const std::vector<cv::Point2d> on_paper = {{frame.left(), frame.top()},
                                               {frame.right(), frame.top()},
                                               {frame.right(), frame.bottom()},
                                               {frame.left(), frame.bottom()}};
    return cv::findHomography(on_paper, in_image);
}

}  // namespace tanfang
