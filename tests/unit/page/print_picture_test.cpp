/// What is kept of a page as surely printed.
#include "pipeline/page/print_picture.h"

#include "flow_of.h"
#include "printed_row.h"
#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

namespace tanfang {
namespace {

TEST(PrintPicture, KeepsWordsWithoutTheShadeTheyStandOn) {
    cv::Mat gray(200, 400, CV_8UC1, cv::Scalar(255));
    gray.colRange(0, 300).setTo(220);
    gray(cv::Rect(100, 50, 8, 26)).setTo(30);
    PrintedRegion region;
    region.box = {10, 10, 280, 120};
    PrintPicture kept(gray, printed_px_per_mm);
    kept.keep_words(region, flow_of("甲"), {});
    EXPECT_EQ(kept.picture().at<uchar>(20, 20), 255);
    EXPECT_LT(kept.picture().at<uchar>(60, 104), 40);
}

TEST(PrintPicture, KeepsRuledLinesWithoutAFingerprintOnOne) {
    cv::Mat gray(800, 800, CV_8UC1, cv::Scalar(255));
    cv::line(gray, {50, 400}, {750, 400}, cv::Scalar(20), 3);
    cv::ellipse(gray, {400, 420}, {60, 80}, 0, 0, 360, cv::Scalar(90), cv::FILLED);
    PrintPicture kept(gray, printed_px_per_mm);
    kept.keep_lines(gray < 200);
    EXPECT_LT(kept.picture().at<uchar>(400, 100), 40);
    EXPECT_EQ(cv::countNonZero(kept.picture()(cv::Rect(330, 330, 140, 180)) < 255), 0);
}

}  // namespace
}  // namespace tanfang
