#include "pipeline/recognize/rule_strokes.h"

#include "tests/unit/recognize/synthetic_ink.h"
#include <gtest/gtest.h>

namespace tanfang {

namespace {

constexpr double rule_mm = 6;  // below the field's top

/// A field with a rule of 0.2 mm that print is expected on, 0.26 mm wider on both sides.
class RuleStrokes : public testing::Test {
  protected:
    RuleStrokes() { rule(0, width_mm, 0.7, field_.print, 140); }

    /// What a scan shows of the rule.
    void print_rule(int level, double down_mm = 0) {
        rule(0, width_mm, 0.2, seen_, level, down_mm);
    }

    /// A pen stroke that the scan shows, and that is ink where no print is expected.
    void write(cv::Point2d from, cv::Point2d to) {
        FieldInk all = field_;
        all.pen = seen_;
        stroke(all, from, to);
    }

    /// Pixels of ink where print is expected.
    int ink_on_the_rule() {
        cv::subtract(seen_, field_.print * 2, field_.pen);
        show_strokes_on_rules(field_, seen_);
        return cv::countNonZero((field_.pen > field_.threshold) & (field_.print > 0));
    }

    void rule(double from_mm, double to_mm, double thick_mm, cv::Mat& on, int level,
              double down_mm = 0) {
        const double k = field_.px_per_mm;
        const cv::Rect place(cvRound(from_mm * k) + field_.area.x,
                             cvRound((rule_mm + down_mm - thick_mm / 2) * k) + field_.area.y,
                             cvRound((to_mm - from_mm) * k), cvRound(thick_mm * k));
        on(place).setTo(level);
    }

    static constexpr double width_mm = 40;
    FieldInk field_ = empty_field(width_mm, 8);
    cv::Mat seen_ = cv::Mat::zeros(field_.pen.size(), CV_8UC1);
};

TEST_F(RuleStrokes, TheFootOfA2OnTheRuleIsInk) {
    print_rule(110);
    write({5, 2}, {4, 6});
    write({4, 6}, {6.5, 6});
    EXPECT_GT(ink_on_the_rule(), 60);
}

TEST_F(RuleStrokes, ASlantedStemThatCrossesTheRuleStaysCut) {
    print_rule(110);
    write({5, 2}, {4, 7});
    EXPECT_EQ(ink_on_the_rule(), 0);
}

TEST_F(RuleStrokes, TheRuleAloneIsNoInkHoweverDark) {
    for (const int level : {60, 110, 200, 255}) {
        print_rule(level);
        EXPECT_EQ(ink_on_the_rule(), 0) << level;
    }
}

TEST_F(RuleStrokes, APieceOfARuleThatTheScanShowsInPartsIsNoInk) {
    rule(3, 6, 0.2, seen_, 255);
    EXPECT_EQ(ink_on_the_rule(), 0) << "no writing beside it";
    write({5, 2}, {4, 5.6});
    EXPECT_EQ(ink_on_the_rule(), 0);
}

TEST_F(RuleStrokes, ALineDrawnAlongTheRuleIsNoStrokeOfACharacter) {
    print_rule(110);
    write({5, 2}, {4, 6});
    write({2, 6}, {30, 6});
    EXPECT_EQ(ink_on_the_rule(), 0);
}

TEST_F(RuleStrokes, ARuleAtTheEdgeOfTheCropOrAFieldOfNoSizeIsNoFault) {
    field_.print.setTo(0);
    for (const int y : {0, field_.print.rows - 3}) {
        field_.print.rowRange(y, y + 3).setTo(140);
        seen_(cv::Rect(100, y, 30, 3)).setTo(255);
    }
    EXPECT_EQ(ink_on_the_rule(), 0);
    field_.area = {};
    EXPECT_EQ(ink_on_the_rule(), 0);
}

TEST_F(RuleStrokes, WordsInPrintAreNoRule) {
    rule(0, width_mm, 3, field_.print, 140);
    print_rule(110);
    write({5, 2}, {4, 6});
    write({4, 6}, {6.5, 6});
    EXPECT_EQ(ink_on_the_rule(), 0);
}

}  // namespace
}  // namespace tanfang
