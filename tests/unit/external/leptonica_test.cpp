#include "pipeline/external/leptonica.h"

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

namespace tanfang {

namespace {

cv::Mat paper() {
    return cv::Mat::zeros(60, 203, CV_8UC1);  // a width that is no multiple of 32
}

}  // namespace

TEST(Leptonica, MasksComeBackAsTheyWent) {
    cv::Mat mask = paper();
    cv::RNG random(7);
    for (int i = 0; i < 400; ++i)
        mask.at<unsigned char>(random.uniform(0, mask.rows), random.uniform(0, mask.cols)) = 255;
    EXPECT_EQ(cv::countNonZero(mask != mask_from_pix(pix_from_mask(mask))), 0);
}

TEST(Leptonica, FindsALineThatClimbsByARowNowAndThen) {
    cv::Mat mask = paper();
    cv::line(mask, {0, 20}, {202, 24}, 255, 2);
    const cv::Mat lines = straight_lines(mask, LineDirection::level, 40, 4);
    EXPECT_GT(cv::countNonZero(lines), cv::countNonZero(mask) * 9 / 10);
}

TEST(Leptonica, LeavesTheStrokesThatALineCrossed) {
    cv::Mat mask = paper();
    cv::line(mask, {100, 5}, {100, 55}, 255, 3);
    const cv::Mat stroke = mask.clone();
    cv::line(mask, {0, 30}, {202, 30}, 255, 2);
    const cv::Mat lines = straight_lines(mask, LineDirection::level, 60, 4);
    const cv::Mat rest = without_lines(mask, lines, LineDirection::level, 4);
    EXPECT_LT(cv::countNonZero(rest != stroke), 8);
}

TEST(Leptonica, AThickStrokeIsNoLine) {
    cv::Mat mask = paper();
    cv::line(mask, {20, 30}, {180, 30}, 255, 9);
    EXPECT_EQ(cv::countNonZero(straight_lines(mask, LineDirection::level, 60, 4)), 0);
}

TEST(Leptonica, UprightLinesAreFoundUpright) {
    cv::Mat mask = paper();
    cv::line(mask, {50, 0}, {50, 59}, 255, 2);
    EXPECT_EQ(cv::countNonZero(straight_lines(mask, LineDirection::level, 20, 4)), 0);
    EXPECT_GT(cv::countNonZero(straight_lines(mask, LineDirection::upright, 20, 4)), 100);
}

}  // namespace tanfang
