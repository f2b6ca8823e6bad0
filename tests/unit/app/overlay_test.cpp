#include "pipeline/app/overlay.h"

#include <gtest/gtest.h>

namespace tanfang {
namespace {

PageImage white_page(int width, int height) {
    PageImage image;
    image.gray = cv::Mat(height, width, CV_8UC1, cv::Scalar(255));
    return image;
}

Json line_with(const Json& reading, int rotation) {
    return {{"registration", {{"rotation", rotation}}}, {"readings", {{"a.x", reading}}}};
}

Json box(double left, double top, bool sure, const std::string& mark) {
    return {{"quad", {left, top, left + 40, top, left + 40, top + 40, left, top + 40}},
            {"sure", sure},
            {"mark", mark}};
}

/// Where the picture is not white.
cv::Rect drawn(const cv::Mat& picture) {
    int left = picture.cols, top = picture.rows, right = -1, bottom = -1;
    for (int y = 0; y < picture.rows; ++y)
        for (int x = 0; x < picture.cols; ++x)
            if (picture.at<cv::Vec3b>(y, x) != cv::Vec3b(255, 255, 255)) {
                left = std::min(left, x), right = std::max(right, x);
                top = std::min(top, y), bottom = std::max(bottom, y);
            }
    return {left, top, right - left + 1, bottom - top + 1};
}

TEST(Overlay, FramesTheSpotWhereItLies) {
    const cv::Rect frame =
        drawn(draw_overlay(white_page(400, 600), {line_with(box(100, 200, true, "marked"), 0)}));
    EXPECT_NEAR(frame.x, 100, 3);
    EXPECT_NEAR(frame.y, 200, 3);
    EXPECT_NEAR(frame.width, 41, 5);
}

TEST(Overlay, TurnsTheSheetUprightAndTheFramesWithIt) {
    // the corner that is first in the quad is the paper's top left, wherever it lies in the scan
    for (const int rotation : {90, 180, 270}) {
        const cv::Mat picture = draw_overlay(white_page(400, 600),
                                             {line_with(box(100, 200, true, "marked"), rotation)});
        EXPECT_EQ(picture.cols, rotation == 180 ? 400 : 600);
        const cv::Rect frame = drawn(picture);
        const cv::Point middle(frame.x + frame.width / 2, frame.y + frame.height / 2);
        const cv::Point expected = rotation == 90    ? cv::Point(220, 400 - 120)
                                   : rotation == 180 ? cv::Point(400 - 120, 600 - 220)
                                                     : cv::Point(600 - 220, 120);
        EXPECT_NEAR(middle.x, expected.x, 3) << rotation;
        EXPECT_NEAR(middle.y, expected.y, 3) << rotation;
    }
}

TEST(Overlay, DoubtIsOrangeEmptyIsGreyAClaimIsGreen) {
    const auto color = [](bool sure, const std::string& mark) {
        return draw_overlay(white_page(400, 600), {line_with(box(100, 200, sure, mark), 0)})
            .at<cv::Vec3b>(220, 100);
    };
    const cv::Vec3b claim = color(true, "marked"), doubt = color(false, "doubtful"),
                    empty = color(true, "empty");
    EXPECT_GT(claim[1], claim[2]);
    EXPECT_GT(doubt[2], doubt[0] + 100);
    EXPECT_NEAR(empty[0], empty[2], 2);
}

TEST(Overlay, IsNeverLargerThanAScreen) {
    const cv::Mat picture =
        draw_overlay(white_page(4960, 7016), {line_with(box(1000, 2000, true, "marked"), 0)});
    EXPECT_EQ(std::max(picture.cols, picture.rows), 1600);
}

TEST(Overlay, ARejectedPageShowsTheScanAlone) {
    const Json rejected = {{"registration", nullptr}, {"readings", Json::object()}};
    const cv::Mat picture = draw_overlay(white_page(400, 600), {rejected});
    EXPECT_EQ(cv::norm(picture, cv::Mat(600, 400, CV_8UC3, cv::Scalar::all(255))), 0);
}

}  // namespace
}  // namespace tanfang
