#include "pipeline/recognize/decode.h"

#include <gtest/gtest.h>

namespace tanfang {

namespace {

CharacterTile tile(int from, int to, std::vector<Character> characters) {
    CharacterTile out;
    out.from = from;
    out.to = to;
    out.weight = to - from;
    out.characters = std::move(characters);
    return out;
}

TileGraph graph(int places, std::vector<CharacterTile> tiles) {
    TileGraph out;
    out.places = places;
    out.tiles = std::move(tiles);
    weigh(out);
    return out;
}

}  // namespace

TEST(Decode, GivesTheBestTextsOfACombInTheOrderOfTheirProbability) {
    const auto texts = best_texts(
        graph(2, {tile(0, 1, {{U'1', 0.7}, {U'7', 0.3}}), tile(1, 2, {{U'2', 0.6}, {U'3', 0.4}})}),
        3);
    ASSERT_EQ(texts.size(), 3u);
    EXPECT_EQ(texts[0].text, "12");
    EXPECT_EQ(texts[1].text, "13");
    EXPECT_EQ(texts[2].text, "72");
    EXPECT_NEAR(texts[0].probability, 0.42, 1e-9);
    EXPECT_NEAR(texts[1].probability, 0.28, 1e-9);
}

TEST(Decode, EmptyCellsLeaveNothingInTheText) {
    const auto texts = best_texts(
        graph(3, {tile(0, 1, {{empty_cell, 1}}), tile(1, 2, {{U'8', 0.9}, {empty_cell, 0.1}}),
                  tile(2, 3, {{empty_cell, 1}})}),
        5);
    ASSERT_EQ(texts.size(), 2u);
    EXPECT_EQ(texts[0].text, "8");
    EXPECT_EQ(texts[1].text, "");
}

TEST(Decode, OneCharacterOfTwoPiecesBeatsTwoPoorOnes) {
    // 好 as a whole, or 女 and 子
    const auto texts = best_texts(graph(2, {tile(0, 1, {{U'女', 0.4}}), tile(0, 2, {{U'好', 0.8}}),
                                            tile(1, 2, {{U'子', 0.3}})}),
                                  5);
    ASSERT_EQ(texts.size(), 2u);
    EXPECT_EQ(texts[0].text, "好");
    EXPECT_EQ(texts[1].text, "女子");
    EXPECT_GT(texts[0].probability, texts[1].probability);
    EXPECT_NEAR(texts[0].probability + texts[1].probability, 1, 1e-9);
}

TEST(Decode, TheSameTextOverTwoWaysIsOneCandidate) {
    const auto texts =
        best_texts(graph(2, {tile(0, 1, {{U'二', 0.5}, {U'一', 0.4}}), tile(0, 2, {{U'二', 0.5}}),
                             tile(1, 2, {{empty_cell, 0.5}})}),
                   5);
    ASSERT_EQ(texts.size(), 2u);
    EXPECT_EQ(texts[0].text, "二");
    EXPECT_EQ(texts[1].text, "一");
}

TEST(Decode, AGraphWeighsAsMuchAsItsCharacters) {
    const TileGraph two_of_four =
        graph(4, {tile(0, 2, {{U'女', 0.5}}), tile(2, 4, {{U'子', 0.5}})});
    EXPECT_DOUBLE_EQ(two_of_four.scale, 0.5);
    EXPECT_NEAR(two_of_four.best, 2 * std::log(0.5), 1e-9);
}

TEST(Decode, NoInkAndNoWayAreNoText) {
    EXPECT_TRUE(best_texts({}, 5).empty());
    EXPECT_TRUE(best_texts(graph(2, {tile(0, 1, {{U'1', 0.9}}), tile(1, 2, {})}), 5).empty());
}

}  // namespace tanfang
