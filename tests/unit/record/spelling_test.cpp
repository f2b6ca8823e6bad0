#include "pipeline/record/spelling.h"
#include "pipeline/record/word_acceptor.h"

#include "tests/unit/record/written_cells.h"
#include <gtest/gtest.h>

namespace tanfang {

namespace {

/// 女 and 子 close together, or 好.
TileGraph hao() {
    TileGraph graph;
    graph.places = 2;
    const auto add = [&](int from, int to, char32_t code, double probability) {
        CharacterTile tile = cell({{code, probability}});
        tile.from = from;
        tile.to = to;
        tile.weight = to - from;
        graph.tiles.push_back(tile);
    };
    add(0, 1, U'女', 0.5);
    add(0, 2, U'好', 0.6);
    add(1, 2, U'子', 0.5);
    graph.scale = 0.5;  // one character of two pieces
    graph.best = std::log(0.6);
    return graph;
}

}  // namespace

TEST(Spelling, ThePosteriorIsTheShareAmongAllowedTexts) {
    Acceptor words;
    words.add_word(U"13", 0);
    words.add_word(U"18", 1);
    const auto spelling = best_spelling(with_rival(comb("13"), 1, '3', 0.6, '8', 0.2), words);
    ASSERT_TRUE(spelling);
    EXPECT_EQ(spelling->text, U"13");
    EXPECT_EQ(spelling->label, 0);
    EXPECT_NEAR(spelling->posterior, 0.75, 1e-9);
    EXPECT_NEAR(spelling->mass, std::log(0.8 / 0.6), 1e-6);
    EXPECT_TRUE(spelling->plain);
}

TEST(Spelling, AFieldThatHoldsSomethingElseHasLittleMass) {
    Acceptor words;
    words.add_word(U"13", 0);
    const auto spelling = best_spelling(comb("72"), words);
    ASSERT_TRUE(spelling);
    EXPECT_DOUBLE_EQ(spelling->posterior, 1) << "the only allowed word";
    EXPECT_LT(spelling->mass, -20);
    EXPECT_FALSE(spelling->plain) << "neither character is listed";
}

TEST(Spelling, InkThatNobodyKnowsIsNotPlain) {
    Acceptor words;
    words.add_word(U"13", 0);
    TileGraph graph = comb("13");
    graph.tiles[0].patched = true;
    EXPECT_FALSE(best_spelling(graph, words)->plain);
    graph = comb("13");
    graph.tiles[1].unsure = true;
    EXPECT_FALSE(best_spelling(graph, words)->plain);
    EXPECT_TRUE(best_spelling(comb("13"), words)->plain);
}

TEST(Spelling, WordsOfDifferentLengthCompeteOverTheSamePieces) {
    const Acceptor words = accept_words({U"女子", U"好"});
    const auto spelling = best_spelling(hao(), words);
    ASSERT_TRUE(spelling);
    EXPECT_EQ(spelling->text, U"好");
    EXPECT_NEAR(spelling->posterior, 0.6 / (0.6 + 0.5), 1e-6);
    EXPECT_EQ(best_spelling(hao(), accept_words({U"女子"}))->text, U"女子");
    EXPECT_FALSE(best_spelling(hao(), accept_words({U"女子好"}))) << "more characters than pieces";
}

TEST(Spelling, SharpnessIsAPowerOfTheEvidence) {
    Acceptor words;
    words.add_word(U"13", 0);
    words.add_word(U"18", 1);
    const TileGraph graph = with_rival(comb("13"), 1, '3', 0.8, '8', 0.2);
    EXPECT_NEAR(best_spelling(graph, words, 0.5)->posterior, 2.0 / 3, 1e-9);
}

TEST(Spelling, EveryWordHasItsLog) {
    Acceptor words;
    words.add_word(U"13", 0);
    words.add_word(U"18", 1);
    words.add_word(U"138", 2);
    const auto logs = word_logs(with_rival(comb("13", 1), 1, '3', 0.6, '8', 0.2), words, 3);
    EXPECT_NEAR(logs[0], std::log(0.6), 1e-9);
    EXPECT_NEAR(logs[1], std::log(0.2), 1e-9);
    EXPECT_EQ(logs[2], -INFINITY);
}

TEST(Spelling, WithoutAGraphThereIsNothing) {
    EXPECT_FALSE(best_spelling({}, accept_words({U"1"})));
    EXPECT_EQ(word_logs({}, accept_words({U"1"}), 1)[0], -INFINITY);
}

}  // namespace tanfang
