#include "pipeline/recognize/writing.h"

#include "tests/unit/recognize/synthetic_ink.h"
#include <gtest/gtest.h>

namespace tanfang {

namespace {

constexpr int cells = 4;
constexpr int pale = 62;  // below the threshold of these fields, well above noise

bool has_ink_at(const FieldInk& field, const WritingInk& writing, double x, double y) {
    return writing.mask.at<uchar>(field.area.y + static_cast<int>(y * field.px_per_mm),
                                  field.area.x + static_cast<int>(x * field.px_per_mm)) > 0;
}

/// A 9 whose tail grows pale, in the second cell.
FieldInk fading_nine() {
    FieldInk field = empty_field(20, 8);
    stroke(field, {6.5, 2}, {8, 2});
    stroke(field, {6.5, 2}, {6.5, 3.5});
    stroke(field, {6.5, 3.5}, {8, 3.5});
    stroke(field, {8, 3.5}, {7.6, 6.5}, 0.4, pale);
    stroke(field, {8, 2}, {8, 3.5});
    return field;
}

}  // namespace

TEST(PaleStrokes, AStrokeThatGrowsPaleIsFollowedInACell) {
    FieldInk field = fading_nine();
    paper_noise(field, 12, 5);
    const WritingInk writing = measure_writing(field, cells);
    EXPECT_TRUE(has_ink_at(field, writing, 7.6, 6.3));
    EXPECT_FALSE(writing.faint) << "all of it is known";
    EXPECT_GT(writing.extent.br().y, field.area.y + 62);
}

TEST(PaleStrokes, InFreeWritingItIsLeftOut) {
    const FieldInk field = fading_nine();
    EXPECT_FALSE(has_ink_at(field, measure_writing(field), 7.6, 6.3))
        << "there it could be a point or 、 that must not be joined";
}

TEST(PaleStrokes, PiecesOfAThinStrokeAreJoinedOverItsPaleGap) {
    FieldInk field = empty_field(20, 8);
    stroke(field, {7, 1.5}, {7, 6.5}, 0.3, pale);
    stroke(field, {7, 1.5}, {7, 3.2}, 0.3);
    stroke(field, {7, 4.3}, {7, 6.5}, 0.3);
    EXPECT_TRUE(has_ink_at(field, measure_writing(field, cells), 7, 3.7));
    FieldInk apart = empty_field(20, 8);
    stroke(apart, {7, 1.5}, {7, 3.2}, 0.3);
    stroke(apart, {7, 4.3}, {7, 6.5}, 0.3);
    EXPECT_FALSE(has_ink_at(apart, measure_writing(apart, cells), 7, 3.7)) << "bare paper";
}

TEST(PaleStrokes, AStainThatTouchesTheInkIsNoPartOfIt) {
    FieldInk field = empty_field(20, 8);
    stroke(field, {8.6, 4}, {8.8, 4}, 3, pale);
    stroke(field, {7, 2}, {7, 6});
    EXPECT_FALSE(has_ink_at(field, measure_writing(field, cells), 8.8, 4));
}

TEST(PaleStrokes, RestsOfPrintThatTouchTheInkAreNoPartOfIt) {
    FieldInk field = empty_field(20, 8);
    stroke(field, {7, 2}, {7, 6});
    field.print(cv::Rect(0, field.area.y + 75, field.print.cols, 5)).setTo(255);
    stroke(field, {7, 6}, {7, 7.7}, 0.4, pale);
    stroke(field, {7, 7.7}, {9, 7.7}, 0.4, pale);
    const WritingInk writing = measure_writing(field, cells);
    EXPECT_FALSE(has_ink_at(field, writing, 8.5, 7.7));
    EXPECT_TRUE(has_ink_at(field, writing, 7, 6.8)) << "the stroke down to the line is";
}

}  // namespace tanfang
