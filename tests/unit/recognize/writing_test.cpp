#include "pipeline/recognize/writing.h"

#include "tests/unit/recognize/synthetic_ink.h"
#include <gtest/gtest.h>

namespace tanfang {

TEST(Writing, PaperNoiseIsNoWriting) {
    for (unsigned seed = 1; seed <= 20; ++seed) {
        FieldInk field = empty_field(126, 8.8);
        paper_noise(field, 60, seed);
        EXPECT_EQ(measure_writing(field).presence, Presence::none) << seed;
    }
}

TEST(Writing, SaltOfAOneBitScanIsNoWriting) {
    for (unsigned seed = 1; seed <= 20; ++seed) {
        FieldInk field = empty_field(126, 8.8);
        salt(field, 80, seed);
        EXPECT_EQ(measure_writing(field).presence, Presence::none) << seed;
    }
}

TEST(Writing, AFoldThroughTheFieldIsNoWriting) {
    FieldInk field = empty_field(40, 9);
    stroke(field, {-3, 4}, {43, 4.3}, 0.3, 130);
    EXPECT_EQ(measure_writing(field).presence, Presence::none);
}

TEST(Writing, AFoldDoesNotHideTheWriting) {
    FieldInk field = empty_field(40, 9);
    stroke(field, {-3, 4}, {43, 4.3}, 0.3, 130);
    stroke(field, {10, 2}, {10, 7});
    EXPECT_EQ(measure_writing(field).presence, Presence::present);
}

TEST(Writing, ALineThroughTheEmptyFieldIsWriting) {
    FieldInk field = empty_field(40, 9);
    stroke(field, {2, 4}, {37, 5});
    EXPECT_EQ(measure_writing(field).presence, Presence::present);
}

TEST(Writing, SliversOfPrintAreNoWriting) {
    FieldInk field = empty_field(36, 8);
    for (int cell = 0; cell <= 6;
         ++cell) {  // comb ticks, and what the subtraction left beside them
        const cv::Point foot(field.area.x + cell * 60, field.area.br().y);
        cv::line(field.print, foot, foot - cv::Point(0, 20), cv::Scalar(150), 4);
        cv::line(field.pen, foot + cv::Point(3, 0), foot + cv::Point(3, -20), cv::Scalar(140), 1);
    }
    cv::line(field.pen, {0, field.area.br().y + 2}, {field.pen.cols, field.area.br().y + 2},
             cv::Scalar(150), 2);
    cv::line(field.print, {0, field.area.br().y}, {field.pen.cols, field.area.br().y},
             cv::Scalar(255), 3);
    EXPECT_EQ(measure_writing(field).presence, Presence::none);
}

TEST(Writing, ALoneOneIsWriting) {
    FieldInk field = empty_field(11, 8.2);
    stroke(field, {2.7, 2.5}, {2.7, 5.8}, 0.28, 180);
    const WritingInk writing = measure_writing(field);
    EXPECT_EQ(writing.presence, Presence::present);
    EXPECT_EQ(writing.bodies, 1);
    EXPECT_NEAR(writing.reach, 3.5, 0.3);
    EXPECT_GT(writing.amount, 0.9);
    EXPECT_LT(writing.amount, 2.0);
}

TEST(Writing, AFaintWordIsNeverCalledBlank) {
    FieldInk field = empty_field(40, 10);
    for (int i = 0; i < 4; ++i)
        stroke(field, {5.0 + 3 * i, 3}, {7.0 + 3 * i, 7}, 0.3, 62);  // below this sheet's threshold
    EXPECT_NE(measure_writing(field).presence, Presence::none);
}

TEST(Writing, AShortAndThinFaintOneIsNeverCalledBlank) {
    FieldInk field = empty_field(15, 9);
    stroke(field, {3, 3}, {3, 4.2}, 0.25, 60);
    EXPECT_EQ(measure_writing(field).presence, Presence::unsure);
}

TEST(Writing, PaleStrokesBesideTheWritingArePartOfIt) {
    FieldInk field = empty_field(40, 9);
    stroke(field, {3, 2}, {6, 6}, 0.4, 100);
    EXPECT_FALSE(measure_writing(field).faint);
    stroke(field, {8, 2}, {8, 6}, 0.4, 70);
    stroke(field, {10, 2}, {10, 6}, 0.4, 70);
    const WritingInk writing = measure_writing(field);
    EXPECT_EQ(writing.presence, Presence::present);
    EXPECT_TRUE(writing.faint);
    EXPECT_EQ(writing.bodies, 3);
    EXPECT_GT(writing.mask.at<uchar>(field.area.y + 40, field.area.x + 100), 0);
}

TEST(Writing, PaleInkFarFromTheWritingOrFlatOrInAnotherLineIsNoPartOfIt) {
    for (const auto& [from, to] : {std::pair{cv::Point2d{20, 2}, cv::Point2d{20, 6}},
                                   {{8, 4}, {16, 4.4}},
                                   {{5, 8}, {6, 13}}}) {
        FieldInk field = empty_field(40, 14);
        stroke(field, {3, 2}, {6, 6}, 0.4, 100);
        stroke(field, from, to, 0.4, 70);
        const WritingInk writing = measure_writing(field);
        EXPECT_FALSE(writing.faint) << from;
        EXPECT_EQ(writing.bodies, 1);
    }
}

TEST(Writing, ATouchOfThePenIsNotSure) {
    FieldInk field = empty_field(40, 10);
    stroke(field, {20, 5}, {20.6, 5.3}, 0.5);
    EXPECT_EQ(measure_writing(field).presence, Presence::unsure);
}

TEST(Writing, TheTailOfANeighborIsNotOurs) {
    FieldInk field = empty_field(40, 9);
    stroke(field, {12, -2.4}, {11, 0.9});
    const WritingInk writing = measure_writing(field);
    EXPECT_EQ(writing.presence, Presence::none);
    EXPECT_EQ(cv::countNonZero(writing.mask), 0);
}

TEST(Writing, ANeighborThatComesInDeepMakesTheFieldUnsure) {
    FieldInk field = empty_field(40, 9);
    for (int i = 0; i < 5; ++i) stroke(field, {10.0 + i, -2.4}, {10.0 + i, 1.7}, 1.2);
    EXPECT_EQ(measure_writing(field).presence, Presence::unsure);
}

}  // namespace tanfang
