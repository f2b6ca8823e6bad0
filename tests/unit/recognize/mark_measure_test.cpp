#include "pipeline/recognize/mark_measure.h"

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

namespace tanfang {
namespace {

constexpr double px_per_mm = 8;

/// How far a stroke runs out of a box that goes through it from 1.3 mm left of it up to its right
/// edge, where a label's upright strokes begin so many px behind the square.
double across_before_label(int gap) {
    const cv::Rect square(400, 400, 30, 30);  // outer edge, 2 px thick
    cv::Mat blank(2376, 1680, CV_8UC1, cv::Scalar(255));
    cv::rectangle(blank, square, 40, 2);
    for (int stroke = 0; stroke < 4; ++stroke)
        cv::rectangle(blank, {square.br().x + gap + stroke * 9, square.y, 3, square.height}, 40,
                      cv::FILLED);
    PageImage image;
    image.gray = blank.clone();
    cv::rectangle(image.gray, {square.x - 10, 412, 40, 2}, 60, cv::FILLED);
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
    return measure_mark(Ink(page, print), inner, {}).across;
}

TEST(MarkMeasure, AStrokeThatEndsWhereALabelBeginsRunsThroughTheBox) {
    for (int gap = 0; gap < 8; ++gap) EXPECT_GT(across_before_label(gap), 1) << gap;
    EXPECT_EQ(across_before_label(11), 0) << "bare paper shows that it ends in the box";
}

}  // namespace
}  // namespace tanfang
