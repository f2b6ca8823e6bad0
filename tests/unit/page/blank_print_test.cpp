#include "pipeline/page/blank_print.h"

#include "pipeline/page/flat_print.h"

#include <string>

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

namespace tanfang {
namespace {

int flat_px(double mm) {
    return cvRound(mm * flat_px_per_mm);
}

/// Two places to tick, of which some may have a bracket instead of a box, and a line to write on.
class BlankPrint : public testing::Test {
  protected:
    BlankPrint() : picture_(flat_px(60), flat_px(80), CV_8UC1, cv::Scalar(255)) {
        print_.spots = {spot("q.a", SpotKind::checkbox, {{10, 10}, 3, 3}),
                        spot("q.b", SpotKind::checkbox, {{30, 10}, 3, 3}),
                        spot("one", SpotKind::field, {{10, 30}, 50, 8})};
        fill({{10, 37}, 50, 0.3}, 0);  // the line to write on
    }

    static Spot spot(const std::string& id, SpotKind kind, const Box<Mm>& box) {
        Spot spot;
        spot.id = id;
        spot.kind = kind;
        spot.box = box;
        return spot;
    }

    void fill(const Box<Mm>& box, int gray) {
        picture_(cv::Rect(flat_px(box.left()), flat_px(box.top()), flat_px(box.width),
                          flat_px(box.height)))
            .setTo(gray);
    }

    void print_brackets(double thick_mm, int gray = 0) {
        print_.lost = {"q.a", "q.b"};
        for (const double x : {12., 32.}) fill({{x, 9.8}, thick_mm, 3.4}, gray);
    }

    int gray_at(double x_mm, double y_mm) const {
        return picture_.at<uchar>(flat_px(y_mm), flat_px(x_mm));
    }

    cv::Mat picture_;  // mm of the print
    LearnedPrint print_;
};

TEST_F(BlankPrint, RulesToWriteOnAreNoWriting) {
    EXPECT_TRUE(is_blank(picture_, print_));
}

TEST_F(BlankPrint, AHeavyRuleBelowAHeadingIsNoWritingAShortStrokeIs) {
    const cv::Mat blank = picture_.clone();
    fill({{5, 34}, 58, 0.9}, 0);
    EXPECT_TRUE(is_blank(picture_, print_));
    picture_ = blank.clone();
    fill({{20, 34}, 5, 0.9}, 0);
    EXPECT_FALSE(is_blank(picture_, print_));
}

TEST_F(BlankPrint, WritingInAFieldOrInABoxIsWriting) {
    const cv::Mat blank = picture_.clone();
    fill({{20, 32}, 1, 2.5}, 0);
    EXPECT_FALSE(is_blank(picture_, print_));
    picture_ = blank.clone();
    fill({{30.5, 10.5}, 1, 2}, 0);
    EXPECT_FALSE(is_blank(picture_, print_));
}

TEST_F(BlankPrint, MayHaveWordsPrintedInOneOfManyFields) {
    for (int i = 0; i < 40; ++i)
        print_.spots.push_back(
            spot("f" + std::to_string(i), SpotKind::field, {{40 + i * 0.5, 45}, 0.4, 0.4}));
    fill({{20, 32}, 1, 2.5}, 0);
    EXPECT_TRUE(is_blank(picture_, print_));
    fill({{30.5, 10.5}, 1, 2}, 0);
    EXPECT_FALSE(is_blank(picture_, print_)) << "a mark";
}

TEST_F(BlankPrint, IsNotKnownToBeBlankWhereMoreThanAFifthIsMissing) {
    print_.missing = {"two"};
    EXPECT_FALSE(is_blank(picture_, print_));
}

TEST_F(BlankPrint, BoldBracketsInsteadOfBoxesAreNoWriting) {
    print_brackets(0.8);
    EXPECT_TRUE(is_blank(picture_, print_));
    print_.lost.clear();
    EXPECT_FALSE(is_blank(picture_, print_)) << "as much ink in a box is";
}

TEST_F(BlankPrint, ATickBesideOneOfTheBracketsIsWriting) {
    print_brackets(0.8);
    fill({{30.2, 10.5}, 1, 2}, 0);
    EXPECT_FALSE(is_blank(picture_, print_));
}

TEST_F(BlankPrint, ClearedSpotsKeepTheirPrintAndLoseTheirWriting) {
    fill({{20, 32}, 1, 2.5}, 0);
    fill({{10.5, 10.5}, 2, 2}, 0);
    clear_boxes(picture_, print_);
    clear_fields(picture_, print_);
    EXPECT_EQ(gray_at(20.5, 33), 255);
    EXPECT_EQ(gray_at(20.5, 37.1), 0) << "the line to write on";
    EXPECT_EQ(gray_at(11.5, 11.5), 255);
    EXPECT_LT(gray_at(9.9, 11.5), 100) << "the box's outline";
}

TEST_F(BlankPrint, ClearedSpotsKeepALineToWriteOnThatIsTooThinToBeBlack) {
    fill({{10, 37}, 50, 0.3}, 255);
    const int y = flat_px(36);
    picture_.rowRange(y, y + 2).colRange(flat_px(12), flat_px(55)).setTo(208);
    clear_boxes(picture_, print_);
    clear_fields(picture_, print_);
    EXPECT_EQ(picture_.at<uchar>(y, flat_px(30)), 208);
}

TEST_F(BlankPrint, TheLineToWriteOnIsTakenFromOneSheetWithoutWhatIsWrittenThere) {
    fill({{20, 32}, 1, 2.5}, 0);
    fill({{25, 34}, 4, 0.3}, 0);  // a level stroke
    cv::Mat blank(picture_.size(), CV_8UC1, cv::Scalar(255));
    draw_rules(blank, picture_, print_);
    const auto shown = [&blank](double x, double y) {
        return blank.at<uchar>(flat_px(y), flat_px(x)) == 0;
    };
    EXPECT_TRUE(shown(40, 37.1));
    EXPECT_FALSE(shown(20.5, 33));
    EXPECT_FALSE(shown(27, 34.1));
    fill({{28, 37}, 30, 0.3}, 255);  // along less than half of it: a stroke
    blank.setTo(255);
    draw_rules(blank, picture_, print_);
    EXPECT_FALSE(shown(15, 37.1));
}

TEST_F(BlankPrint, AnOutlineThatIsBlackStaysBlack) {
    fill({{9.8, 10.5}, 0.2, 2}, 0);
    clear_boxes(picture_, print_);
    clear_fields(picture_, print_);
    EXPECT_EQ(gray_at(9.9, 11.5), 0);
}

TEST_F(BlankPrint, BracketsInsteadOfBoxesStayAndBecomeBlack) {
    print_brackets(0.5, 150);
    fill({{33.8, 10.5}, 0.5, 2}, 150);  // a label's stroke
    clear_boxes(picture_, print_);
    clear_fields(picture_, print_);
    EXPECT_EQ(gray_at(12.2, 11.5), 0);
    EXPECT_EQ(gray_at(32.2, 13), 0) << "its end stands out of the box";
    EXPECT_EQ(gray_at(34, 11.5), 150);
    EXPECT_EQ(gray_at(11, 11.5), 255);
}

}  // namespace
}  // namespace tanfang
