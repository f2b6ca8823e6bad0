#include "pipeline/recognize/segments.h"

#include "pipeline/recognize/tile.h"
#include "pipeline/recognize/writing.h"

#include "tests/unit/recognize/synthetic_ink.h"
#include <gtest/gtest.h>

namespace tanfang {

namespace {

/// Two uprights 1.5 mm apart: a character of two pieces, 川 or 11.
void pair(FieldInk& field, double x) {
    stroke(field, {x, 1}, {x, 7});
    stroke(field, {x + 1.5, 1}, {x + 1.5, 7});
}

CutWriting cut(const FieldInk& field, Alphabet alphabet) {
    return cut_characters(field, {measure_writing(field).mask}, alphabet);
}

bool has_tile(const CutWriting& writing, int from, int to) {
    for (const auto& tile : writing.graph.tiles)
        if (tile.from == from && tile.to == to)
            return true;
    return false;
}

}  // namespace

TEST(Segments, EveryRunThatCanBeACharacterIsATile) {
    FieldInk field = empty_field(40, 9);
    pair(field, 4);
    pair(field, 14);
    const CutWriting writing = cut(field, Alphabet::han);
    EXPECT_EQ(writing.graph.places, 4);
    EXPECT_TRUE(has_tile(writing, 0, 1));
    EXPECT_TRUE(has_tile(writing, 0, 2)) << "the two pieces of the first character";
    EXPECT_TRUE(has_tile(writing, 2, 4));
    EXPECT_FALSE(has_tile(writing, 0, 4)) << "two characters and the gap between them";
    EXPECT_EQ(writing.strip.size(),
              cv::Size(han_tile_px * static_cast<int>(writing.graph.tiles.size()), han_tile_px));
}

TEST(Segments, SquareRunsSuitACharacterBestAndTilesWeighTheirPieces) {
    FieldInk field = empty_field(40, 9);
    pair(field, 4);
    stroke(field, {8, 1}, {8, 7});
    const CutWriting writing = cut(field, Alphabet::han);
    double narrow = 0, square = 0;
    for (const auto& tile : writing.graph.tiles) {
        EXPECT_LE(tile.fit, 0);
        EXPECT_EQ(tile.weight, tile.to - tile.from);
        if (tile.from == 0)
            (tile.to == 1 ? narrow : square) = tile.fit;
    }
    EXPECT_GT(square, narrow);
}

TEST(Segments, DigitsFarApartAreFreeWritingAllTheSame) {
    FieldInk field = empty_field(40, 9);
    stroke(field, {6, 1}, {6, 7});
    stroke(field, {26, 1}, {26, 7});
    const CutWriting writing = cut(field, Alphabet::digits);
    EXPECT_EQ(writing.graph.tiles.size(), 2u) << "no run of both";
    EXPECT_EQ(writing.graph.places, 2);
    EXPECT_TRUE(writing.graph.line);
}

TEST(Segments, JoinedCharactersAreCutWhereTheInkIsThin) {
    FieldInk field = empty_field(40, 9);
    for (const double x : {4.0, 8.5}) {
        stroke(field, {x, 1}, {x + 3.5, 1});
        stroke(field, {x, 7}, {x + 3.5, 7});
        stroke(field, {x, 1}, {x, 7});
        stroke(field, {x + 3.5, 1}, {x + 3.5, 7});
    }
    stroke(field, {7.5, 4}, {8.5, 4});  // the joint
    const CutWriting writing = cut(field, Alphabet::han);
    ASSERT_EQ(writing.graph.places, 2);
    EXPECT_TRUE(has_tile(writing, 0, 1));
    EXPECT_TRUE(has_tile(writing, 1, 2));
}

TEST(Segments, ADotOnTheLineMayBeAComma) {
    FieldInk field = empty_field(40, 9);
    stroke(field, {4, 1}, {8, 7});
    stroke(field, {10, 6}, {10.5, 6.8}, 0.5);
    const CutWriting writing = cut(field, Alphabet::han);
    ASSERT_EQ(writing.punctuation.size(), writing.graph.tiles.size());
    for (std::size_t i = 0; i < writing.punctuation.size(); ++i)
        EXPECT_EQ(writing.punctuation[i] == Punctuation::dot, writing.graph.tiles[i].from == 1)
            << i;
}

TEST(Segments, AFlatStrokeHalfwayUpIsADashButAFootIsNot) {
    for (const double height : {4.0, 6.8}) {
        FieldInk field = empty_field(40, 9);
        stroke(field, {4, 1}, {5, 7});
        stroke(field, {10, height}, {13, height}, 0.5);
        const CutWriting writing = cut(field, Alphabet::digits);
        ASSERT_EQ(writing.punctuation.size(), 2u);
        EXPECT_EQ(writing.punctuation[0], Punctuation::none);
        EXPECT_EQ(writing.punctuation[1], height < 5 ? Punctuation::dash : Punctuation::none);
    }
}

TEST(Segments, LinesFollowEachOther) {
    FieldInk field = empty_field(40, 20);
    stroke(field, {4, 1}, {8, 6});
    stroke(field, {4, 11}, {8, 16});
    cv::Mat first = measure_writing(field).mask.clone(), second = first.clone();
    first.rowRange(110, first.rows).setTo(0);
    second.rowRange(0, 110).setTo(0);
    const CutWriting writing = cut_characters(field, {first, second}, Alphabet::han);
    EXPECT_EQ(writing.graph.places, 2);
    ASSERT_EQ(writing.graph.tiles.size(), 2u) << "no character has a half in each line";
    EXPECT_EQ(writing.graph.tiles[1].from, 1);
}

TEST(Segments, DigitsGetTheTilesOfCombs) {
    FieldInk field = empty_field(40, 9);
    stroke(field, {4, 1}, {4, 7});
    stroke(field, {8, 1}, {8, 7});
    EXPECT_EQ(cut(field, Alphabet::digits).strip.rows, tile_px);
}

TEST(Segments, WithoutInkThereIsNothingToRead) {
    const FieldInk field = empty_field(40, 9);
    const CutWriting writing = cut(field, Alphabet::han);
    EXPECT_EQ(writing.graph.places, 0);
    EXPECT_TRUE(writing.strip.empty());
}

}  // namespace tanfang
