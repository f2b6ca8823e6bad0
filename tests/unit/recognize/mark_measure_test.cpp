#include "pipeline/recognize/mark_measure.h"

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

namespace tanfang {
namespace {

constexpr double px_per_mm = 8;

/// A square of 26 px within and what is drawn on it.
class DrawnBox {
  public:
    DrawnBox() { cv::rectangle(blank, square, 40, 2); }

    double across() { return measure().across; }

    MarkMeasure measure() {
        PageImage image;
        image.gray = drawn;
        FormTemplate form;
        form.page_width = 210;
        form.page_height = 297;
        form.pages.emplace_back();
        RegisteredPage page;
        page.image = &image;
        page.form = &form;
        page.map = PaperMap(cv::Matx33d(px_per_mm, 0, 0, 0, px_per_mm, 0, 0, 0, 1));
        const PrintedInk print = printed_ink(blank, 210);
        const Box<Mm> inner{{402 / px_per_mm, 402 / px_per_mm}, 26 / px_per_mm, 26 / px_per_mm};
        return measure_mark(Ink(page, print), inner, {});
    }

    /// The print is done; the pen begins.
    cv::Mat& pen() {
        if (drawn.empty())
            drawn = blank.clone();
        return drawn;
    }

    const cv::Rect square{400, 400, 30, 30};  ///< its outer edge; 2 px thick
    cv::Mat blank{2376, 1680, CV_8UC1, cv::Scalar(255)};

  private:
    cv::Mat drawn;
};

/// How far a stroke runs out of a box that goes through it from 1.3 mm left of it up to its right
/// edge, where a label's upright strokes begin so many px behind the square.
double across_before_label(int gap) {
    DrawnBox box;
    for (int stroke = 0; stroke < 4; ++stroke)
        cv::rectangle(box.blank, {box.square.br().x + gap + stroke * 9, box.square.y, 3, 30}, 40,
                      cv::FILLED);
    cv::rectangle(box.pen(), {box.square.x - 10, 412, 40, 2}, 60, cv::FILLED);
    return box.across();
}

/// The same of a stroke through the box in this many rows a column.
double across_of_slope(double slope) {
    DrawnBox box;
    cv::line(box.pen(), cv::Point2d(385, 415 - 30 * slope), cv::Point2d(445, 415 + 30 * slope), 60,
             3);
    return box.across();
}

TEST(MarkMeasure, AStrokeThatEndsWhereALabelBeginsRunsThroughTheBox) {
    for (int gap = 0; gap < 8; ++gap) EXPECT_GT(across_before_label(gap), 1) << gap;
    EXPECT_EQ(across_before_label(11), 0) << "bare paper shows that it ends in the box";
}

TEST(MarkMeasure, AStrokeThroughTheBoxIsOneThoughItIsNotLevel) {
    for (const double slope : {-0.35, -0.2, 0.0, 0.2, 0.35})
        EXPECT_GT(across_of_slope(slope), 0.45) << slope;
}

TEST(MarkMeasure, ATickWhoseArmsRunOutOfTheBoxOnBothSidesDoesNotCrossIt) {
    for (const int thick : {1, 2}) {
        DrawnBox box;
        cv::line(box.pen(), {389, 396}, {412, 424}, 60, thick);
        cv::line(box.pen(), {412, 424}, {446, 388}, 60, thick);
        EXPECT_EQ(box.across(), 0) << thick;
    }
}

TEST(MarkMeasure, AThickCrossLeavesPaperBetweenItsArms) {
    DrawnBox crossed, filled;
    cv::line(crossed.pen(), {403, 403}, {427, 427}, 60, 7);
    cv::line(crossed.pen(), {427, 403}, {403, 427}, 60, 7);
    cv::rectangle(filled.pen(), {402, 402, 26, 26}, 60, cv::FILLED);
    EXPECT_LT(crossed.measure().between_arms, 0.5);
    EXPECT_GT(filled.measure().between_arms, 0.95);
}

TEST(MarkMeasure, APaleRimAlongTheOutlineIsNoFaintInk) {
    DrawnBox aside, pale;
    aside.blank.setTo(255);
    cv::rectangle(aside.blank, aside.square, 40, 1);
    aside.pen()(cv::Rect(402, 404, 2, 22)).setTo(215);  // the outline, drawn a little aside
    cv::line(pale.pen(), {407, 412}, {413, 420}, 215, 3);
    cv::line(pale.pen(), {413, 420}, {424, 407}, 215, 3);
    EXPECT_EQ(aside.measure().faint_inside, 0);
    EXPECT_GT(pale.measure().faint_inside, 0.6);
}

TEST(MarkMeasure, ALineThroughABoxInksTwoOfItsSides) {
    DrawnBox box;
    cv::rectangle(box.pen(), {390, 410, 60, 10}, 60, cv::FILLED);
    EXPECT_GT(box.measure().between_arms, 0.95);
}

TEST(MarkMeasure, AnOutlineDarkerThanItIsExpectedSurroundsNoBox) {
    DrawnBox box;
    cv::rectangle(box.blank, box.square, 110, 2);
    cv::rectangle(box.pen(), box.square, 0, 2);
    EXPECT_EQ(box.measure().around, 0);
    EXPECT_EQ(box.measure().outside, 0);
    cv::circle(box.pen(), {415, 415}, 24, 0, 3);
    EXPECT_GT(box.measure().around, 0.9) << "a loop does";
}

}  // namespace
}  // namespace tanfang
