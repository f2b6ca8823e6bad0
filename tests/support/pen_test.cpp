/// The simulated pen is a measuring tool: these tests show that it draws what it says.
#include "tests/support/pen.h"

#include "tests/support/stamps.h"
#include "tests/support/writing.h"
#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

namespace tanfang::simulate {
namespace {

/// Inked area in square millimetres: how much darkness lies on a white sheet.
double inked_mm2(const Paper& paper, const Box<Mm>& box) {
    const auto from = paper.px(box.top_left);
    cv::Mat gray;
    cv::cvtColor(
        paper.bgr(cv::Rect(cvRound(from.x), cvRound(from.y), cvRound(box.width * paper.px_per_mm),
                           cvRound(box.height * paper.px_per_mm))),
        gray, cv::COLOR_BGR2GRAY);
    return cv::countNonZero(gray < 128) / (paper.px_per_mm * paper.px_per_mm);
}

TEST(Pen, StrokeHasTheWidthOfThePen) {
    for (const double width : {0.3, 0.5, 0.8}) {
        Paper paper = white_paper(60, 20);
        Random random(1);
        draw_stroke(paper, {width, {0, 0, 0}, 0}, {{10, 10}, {50, 10}}, random);
        EXPECT_NEAR(inked_mm2(paper, {{0, 0}, 60, 20}), 40 * width, 40 * width * 0.12) << width;
    }
}

TEST(Pen, TremorMovesTheLineNoFurtherThanItSays) {
    Paper paper = white_paper(60, 20);
    Random random(2);
    draw_stroke(paper, {0.4, {0, 0, 0}, 0.1}, {{10, 10}, {50, 10}}, random);
    const double all = inked_mm2(paper, {{0, 0}, 60, 20});
    EXPECT_GT(all, 10);
    EXPECT_DOUBLE_EQ(inked_mm2(paper, {{0, 9.5}, 60, 1}), all);
}

TEST(Pen, InkNeverBrightensPrint) {
    Paper paper = white_paper(30, 20);
    cv::rectangle(paper.bgr, {100, 50}, {200, 150}, {0, 0, 0}, cv::FILLED);
    Random random(3);
    draw_stroke(paper, {0.8, {180, 60, 30}, 0}, {{2, 8}, {28, 8}}, random);
    const auto at = paper.px({12, 8});
    EXPECT_EQ(paper.bgr.at<cv::Vec3b>(cvRound(at.y), cvRound(at.x)), cv::Vec3b(0, 0, 0));
}

TEST(Pen, StrokeMayLeaveThePaper) {
    Paper paper = white_paper(20, 20);
    Random random(4);
    draw_stroke(paper, {0.5, {0, 0, 0}, 0}, {{-5, 10}, {25, 10}}, random);
    EXPECT_GT(inked_mm2(paper, {{0, 0}, 20, 20}), 8);
}

TEST(Writing, DigitsStayInTheirCells) {
    const Box<Mm> comb{{10, 10}, 50, 8};
    for (const char digit : std::string("0123456789X")) {
        Paper paper = white_paper(70, 30);
        Random random(5);
        write_in_comb(paper, comb, 10, std::string(3, digit), {0.4, {0, 0, 0}, 0.03}, random);
        EXPECT_GT(inked_mm2(paper, {{20, 10}, 5, 8}), 0.7) << digit;
        EXPECT_LT(inked_mm2(paper, {{25, 10}, 35, 8}), 0.01) << digit << " in the cells left empty";
        EXPECT_NEAR(inked_mm2(paper, {{0, 0}, 70, 30}), inked_mm2(paper, comb), 0.01) << digit;
    }
}

TEST(Writing, OtherCharactersInACombAreAMistakeOfTheTest) {
    Paper paper = white_paper(70, 30);
    Random random(6);
    EXPECT_THROW(write_in_comb(paper, {{0, 0}, 50, 8}, 10, "1a", {}, random), std::logic_error);
    EXPECT_THROW(write_in_comb(paper, {{0, 0}, 50, 8}, 2, "123", {}, random), std::logic_error);
}

TEST(Writing, ChineseAndSignaturesFillTheirAreas) {
    Paper paper = white_paper(120, 60);
    Random random(7);
    const Box<Mm> line{{10, 10}, 60, 9};
    write_like_chinese(paper, line, 6, {0.5, {0, 0, 0}, 0.05}, random);
    EXPECT_GT(inked_mm2(paper, line), 25);
    const Box<Mm> place{{10, 30}, 60, 10};
    sign(paper, place, {0.5, {0, 0, 0}, 0.05}, random);
    EXPECT_GT(inked_mm2(paper, place), 10);
}

TEST(Stamps, AreRedAndNearlyVanishInTheRedChannel) {
    Paper paper = white_paper(100, 60);
    Random random(8);
    press_seal(paper, {30, 30}, random);
    press_fingerprint(paper, {80, 30}, random);
    std::vector<cv::Mat> channels;
    cv::split(paper.bgr, channels);
    for (const int x : {0, 800}) {
        const cv::Rect half(x, 0, 381, channels[0].rows);
        double darkest_red = 0;
        cv::minMaxLoc(channels[2](half), &darkest_red);
        EXPECT_GT(darkest_red, 200);
        EXPECT_GT(cv::countNonZero(channels[1](half) < 128), 5000);
    }
}

}  // namespace
}  // namespace tanfang::simulate
