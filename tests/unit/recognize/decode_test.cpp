#include "pipeline/recognize/decode.h"

#include <gtest/gtest.h>

namespace tanfang {

TEST(Decode, OnlyCharactersThatCanStandThereCount) {
    const WritingDistribution seen = {{{{"O", 0.8}, {"0", 0.15}}, {{"x", 0.6}, {"X", 0.3}}}};
    const auto texts = best_texts(seen, Writing::id_number, 5);
    ASSERT_EQ(texts.size(), 1u);
    EXPECT_EQ(texts[0].text, "0X");
    EXPECT_TRUE(best_texts(seen, Writing::date_part, 5).empty()) << "no digit in the second place";
}

TEST(Decode, GivesTheBestTextsInTheOrderOfTheirProbability) {
    const WritingDistribution seen = {{{{"1", 0.7}, {"7", 0.25}}, {{"2", 0.6}, {"3", 0.35}}}};
    const auto texts = best_texts(seen, Writing::date_part, 3);
    ASSERT_EQ(texts.size(), 3u);
    EXPECT_EQ(texts[0].text, "12");
    EXPECT_EQ(texts[1].text, "13");
    EXPECT_EQ(texts[2].text, "72");
    EXPECT_GT(texts[0].probability, texts[1].probability);
    EXPECT_LT(texts[0].probability + texts[1].probability + texts[2].probability, 1.0);
}

TEST(Decode, WhatIsNotListedKeepsALittle) {
    const auto texts = best_texts({{{{"4", 0.01}}}}, Writing::count, 1);
    ASSERT_EQ(texts.size(), 1u);
    EXPECT_LT(texts[0].probability, 0.3) << "a character that was hardly seen is not certain";
}

TEST(Decode, FreeWritingKeepsTheReadersProbabilities) {
    const auto texts = best_texts({{{{"男", 0.03}, {"另", 0.02}}}}, Writing::han_word, 5);
    ASSERT_EQ(texts.size(), 2u);
    EXPECT_EQ(texts[0].text, "男");
    EXPECT_DOUBLE_EQ(texts[0].probability, 0.03);
}

TEST(Decode, NothingSeenIsNoText) {
    EXPECT_TRUE(best_texts({}, Writing::phone, 5).empty());
    EXPECT_TRUE(best_texts({{{{"1", 0.9}}, {}}}, Writing::phone, 5).empty());
}

}  // namespace tanfang
