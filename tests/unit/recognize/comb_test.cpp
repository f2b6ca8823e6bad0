#include "pipeline/recognize/comb.h"

#include "pipeline/recognize/tile.h"

#include "tests/unit/recognize/synthetic_ink.h"
#include <gtest/gtest.h>

namespace tanfang {

namespace {

constexpr double pitch = 6;

void one(FieldInk& field, int cell, double dx = 0) {
    const double x = (cell + 0.5) * pitch + dx;
    stroke(field, {x, 2}, {x, 6.5});
}

void zero(FieldInk& field, double x) {
    const cv::Point center(field.area.x + static_cast<int>(x * field.px_per_mm), field.area.y + 42);
    cv::ellipse(field.pen, center, {16, 24}, 0, 0, 360, cv::Scalar(200), 4, cv::LINE_AA);
}

CombCells cut(const FieldInk& field, int cells) {
    return cut_comb(field, measure_writing(field, cells), cells);
}

cv::Mat tile(const CombCells& comb, int cell) {
    return comb.strip(cv::Rect(cell * tile_px, 0, tile_px, tile_px));
}

}  // namespace

TEST(Comb, EmptyCellsAreExactlyWhite) {
    FieldInk field = empty_field(6 * pitch, 8.2);
    paper_noise(field, 60, 1);
    one(field, 1);
    one(field, 4);
    const CombCells comb = cut(field, 6);
    ASSERT_EQ(comb.strip.size(), cv::Size(6 * tile_px, tile_px));
    EXPECT_EQ(comb.inked(), 2);
    for (const int cell : {0, 2, 3, 5}) {
        EXPECT_EQ(comb.cells[static_cast<std::size_t>(cell)].presence, Presence::none) << cell;
        EXPECT_EQ(cv::countNonZero(tile(comb, cell) != 255), 0) << cell;
    }
}

TEST(Comb, ItsOwnTicksAreNoOnes) {
    FieldInk field = empty_field(4 * pitch, 8.2);
    one(field, 0);
    stroke(field, {2 * pitch, 6.2}, {2 * pitch, 8.0});
    stroke(field, {4 * pitch - 0.1, 6.2}, {4 * pitch - 0.1, 8.0});
    stroke(field, {2 * pitch, 8.1}, {2 * pitch + 1.5, 8.1});  // the line along the foot
    EXPECT_EQ(cut(field, 4).inked(), 1);
}

TEST(Comb, AOneOnTheBorderIsNoTick) {
    FieldInk field = empty_field(4 * pitch, 8.2);
    stroke(field, {2 * pitch, 3.5}, {2 * pitch, 8.0});
    EXPECT_EQ(cut(field, 4).inked(), 1);
}

TEST(Comb, CharactersFillTheirTilesWhateverTheirSize) {
    for (const double height : {2.5, 6.0}) {
        FieldInk field = empty_field(2 * pitch, 8.2);
        stroke(field, {1.5, 1}, {1.5, 1 + height});
        const cv::Mat dark = tile(cut(field, 2), 0) < 128;
        const cv::Rect box = cv::boundingRect(dark);
        EXPECT_NEAR(box.height, 22, 2) << height;
        EXPECT_NEAR(box.x + box.width / 2.0, tile_px / 2.0, 2) << height;
    }
}

TEST(Comb, ACharacterThatLeansOverTheBorderStaysWhole) {
    FieldInk field = empty_field(4 * pitch, 8.2);
    zero(field, 2 * pitch - 1);  // reaches 0.6 mm into cell 2
    const CombCells comb = cut(field, 4);
    EXPECT_EQ(comb.inked(), 1);
    EXPECT_EQ(comb.cells[1].presence, Presence::present);
    EXPECT_FALSE(comb.cells[1].cut);
}

TEST(Comb, JoinedDigitsAreCutAtTheBorder) {
    FieldInk field = empty_field(4 * pitch, 8.2);
    zero(field, 1.5 * pitch);
    zero(field, 2.5 * pitch);
    stroke(field, {1.5 * pitch, 1.9}, {2.5 * pitch, 1.9});
    const CombCells comb = cut(field, 4);
    EXPECT_EQ(comb.inked(), 2);
    EXPECT_TRUE(comb.cells[1].cut);
    EXPECT_TRUE(comb.cells[2].cut);
    EXPECT_EQ(comb.cells[0].presence, Presence::none);
    EXPECT_EQ(comb.cells[3].presence, Presence::none);
}

TEST(Comb, AWideCharacterThatReachesOverStaysWhole) {
    FieldInk field = empty_field(4 * pitch, 8.2);
    const cv::Point center(field.area.x + 95, field.area.y + 42);  // 0.5 mm right of the middle
    cv::ellipse(field.pen, center, {37, 24}, 0, 0, 360, cv::Scalar(200), 4, cv::LINE_AA);
    const CombCells comb = cut(field, 4);
    EXPECT_EQ(comb.inked(), 1);
    EXPECT_FALSE(comb.cells[1].cut);
}

TEST(Comb, SeveralPiecesOfOneCharacterShareACell) {
    FieldInk field = empty_field(3 * pitch, 8.2);
    stroke(field, {7.5, 2}, {10.5, 2});  // a five whose bar stands off
    stroke(field, {7.5, 3}, {8.5, 6.5});
    const CombCells comb = cut(field, 3);
    EXPECT_EQ(comb.inked(), 1);
    EXPECT_EQ(comb.cells[1].bodies, 2);
}

TEST(Comb, ALineThroughThreeCellsStrikesThemOut) {
    FieldInk field = empty_field(5 * pitch, 8.2);
    for (const int cell : {0, 1, 2, 4}) one(field, cell);
    stroke(field, {1, 4}, {2.8 * pitch, 4.2});
    const CombCells comb = cut(field, 5);
    for (const std::size_t cell : {0u, 1u, 2u}) EXPECT_TRUE(comb.cells[cell].struck) << cell;
    EXPECT_FALSE(comb.cells[4].struck);
}

TEST(Comb, ALongTailIsNoCharacterOfItsOwn) {
    FieldInk field = empty_field(4 * pitch, 8.2);
    zero(field, 1.5 * pitch);
    stroke(field, {1.5 * pitch + 1.4, 5}, {2.5 * pitch, 4.8});  // 3 mm into the next cell
    const CombCells comb = cut(field, 4);
    EXPECT_EQ(comb.inked(), 1);
    EXPECT_EQ(comb.cells[1].presence, Presence::present);
    EXPECT_FALSE(comb.cells[1].cut);
}

TEST(Comb, ThreeJoinedDigitsAreNotStruckOut) {
    FieldInk field = empty_field(5 * pitch, 8.2);
    for (const double cell : {1.5, 2.5, 3.5}) zero(field, cell * pitch);
    stroke(field, {1.5 * pitch + 1.5, 3.4}, {2.5 * pitch - 1.5, 3.4});
    stroke(field, {2.5 * pitch + 1.5, 5}, {3.5 * pitch - 1.5, 5});
    const CombCells comb = cut(field, 5);
    EXPECT_EQ(comb.inked(), 3);
    for (const std::size_t cell : {1u, 2u, 3u}) {
        EXPECT_TRUE(comb.cells[cell].cut) << cell;
        EXPECT_FALSE(comb.cells[cell].struck) << cell;
    }
}

TEST(Comb, TwoCharactersInOneCellAreCrowded) {
    FieldInk field = empty_field(4 * pitch, 8.2);
    stroke(field, {1.5, 2}, {1.5, 6.5});  // side by side
    stroke(field, {4, 2}, {4, 6.5});
    stroke(field, {1.5 * pitch, 0.3}, {1.5 * pitch + 1, 3});  // one above the other
    stroke(field, {1.5 * pitch, 4}, {1.5 * pitch + 1, 7.5});
    stroke(field, {2 * pitch + 2, 2.5}, {2 * pitch + 4.5, 1.2});  // a five whose bar stands off
    stroke(field, {2 * pitch + 2, 3.2}, {2 * pitch + 3, 7});
    one(field, 3);
    const CombCells comb = cut(field, 4);
    EXPECT_TRUE(comb.cells[0].crowded);
    EXPECT_TRUE(comb.cells[1].crowded);
    EXPECT_FALSE(comb.cells[2].crowded);
    EXPECT_FALSE(comb.cells[3].crowded);
}

TEST(Comb, SolidInkIsABlot) {
    FieldInk field = empty_field(3 * pitch, 8.2);
    cv::circle(field.pen, {field.area.x + 30, field.area.y + 40}, 20, cv::Scalar(200), -1);
    zero(field, 1.5 * pitch);
    stroke(field, {2.5 * pitch, 1.5}, {2.5 * pitch, 6.5}, 1.6);
    const CombCells comb = cut(field, 3);
    EXPECT_TRUE(comb.cells[0].blot);
    EXPECT_FALSE(comb.cells[1].blot);
    EXPECT_FALSE(comb.cells[2].blot) << "a 1 of a felt pen";
}

TEST(Comb, WritingOverTheOuterBorderBelongsToTheLastCell) {
    FieldInk field = empty_field(3 * pitch, 8.2);
    one(field, 0);
    zero(field, 3 * pitch - 1.2);  // reaches 0.4 mm out of the comb
    const CombCells comb = cut(field, 3);
    EXPECT_EQ(comb.inked(), 2);
    EXPECT_EQ(comb.cells[2].presence, Presence::present);
    EXPECT_FALSE(comb.cells[2].cut);
}

TEST(Comb, FaintPensAreStretchedToTheSameTone) {
    FieldInk field = empty_field(2 * pitch, 8.2);
    stroke(field, {3, 2}, {3, 6.5}, 0.6, 110);
    double darkest = 255;
    cv::minMaxLoc(tile(cut(field, 2), 0), &darkest);
    EXPECT_LT(darkest, 60);
}

}  // namespace tanfang
