/// Pieces of paper that are cut out of a scan.
#include "pipeline/page/sample.h"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>
#include <opencv2/core.hpp>

namespace tanfang {
namespace {

constexpr double page_width = 210, page_height = 297;
constexpr double levels_per_px = 8;

/// A sheet that is turned a little, seen from one side and waved by half a millimetre.
PaperMap bent_map() {
    cv::Mat shift(19, 14, CV_64FC2);
    for (int y = 0; y < shift.rows; ++y)
        for (int x = 0; x < shift.cols; ++x)
            shift.at<cv::Vec2d>(y, x) = {0.5 * std::sin(y * 0.7), 0.5 * std::sin(x * 0.9)};
    return {cv::Matx33d(7.9, 0.3, 12, -0.25, 7.8, 60, 2e-5, 1e-5, 1), shift, page_width,
            page_height};
}

/// Grey levels that tell the column, or the row, of the image around a middle.
cv::Mat ramp(const cv::Size& size, double middle, bool across) {
    cv::Mat picture(size, CV_8U);
    for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < size.width; ++x)
            picture.at<unsigned char>(y, x) = cv::saturate_cast<unsigned char>(
                128 + levels_per_px * ((across ? x : y) + 0.5 - middle));
    return picture;
}

TEST(Sample, EveryPixelOfAPieceComesFromWhereTheMapPutsItThoughTheSheetIsBent) {
    const PaperMap map = bent_map();
    constexpr double px_per_mm = 10;
    const cv::Size image(1800, 2500);
    for (const Point<Mm> corner : {Point<Mm>{20, 30}, {101, 143}, {180, 270}}) {
        const Box<Mm> box{corner, 3.2, 2.9};
        const Point<Px> middle = map(box.center());
        for (const bool across : {true, false}) {
            const double there = across ? middle.x : middle.y;
            const cv::Mat seen = sample(ramp(image, there, across), map, box, px_per_mm);
            ASSERT_EQ(seen.size(), cv::Size(32, 29));
            double furthest = 0;
            for (int y = 0; y < seen.rows; ++y)
                for (int x = 0; x < seen.cols; ++x) {
                    const Point<Px> p = map(
                        {box.left() + (x + 0.5) / px_per_mm, box.top() + (y + 0.5) / px_per_mm});
                    const double shown =
                        there + (seen.at<unsigned char>(y, x) - 128) / levels_per_px;
                    furthest = std::max(furthest, std::abs(shown - (across ? p.x : p.y)));
                }
            EXPECT_LT(furthest, 0.15) << corner.x << ' ' << corner.y << ' ' << across;
        }
    }
}

TEST(Sample, WhatLiesOutsideTheImageIsWhite) {
    const PaperMap map(cv::Matx33d(8, 0, 0, 0, 8, 0, 0, 0, 1));
    const cv::Mat black(800, 800, CV_8U, cv::Scalar(0));
    const cv::Mat seen = sample(black, map, {{95, 50}, 10, 4}, 10);
    EXPECT_EQ(seen.at<unsigned char>(20, 20), 0);
    EXPECT_EQ(seen.at<unsigned char>(20, 80), 255);
}

}  // namespace
}  // namespace tanfang
