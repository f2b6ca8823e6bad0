#include "pipeline/form/typing_characters.h"

#include <algorithm>
#include <filesystem>

#include <gtest/gtest.h>

namespace tanfang {

TEST(TypingCharacters, HoldTheStandardListAndTheSignsOfTexts) {
    const auto characters = parse_typing_characters(
        load_json(std::filesystem::path(TANFANG_SOURCE_DIR) / "templates/characters.json",
                  Fault::bad_template));
    EXPECT_EQ(characters.standard.size(), 8105U);  // 通用规范汉字表
    EXPECT_EQ(std::count_if(characters.standard.begin(), characters.standard.end(),
                            [](char32_t c) { return c > 0xFFFF; }),
              196);
    for (const char32_t c : std::u32string(U"堃喆䶮𠮷·—、，。（）０㈠Aa~ "))
        EXPECT_TRUE(characters.all.contains(c)) << std::hex << static_cast<unsigned>(c);
    for (const char32_t c : std::u32string(U"\u0BB7\u0301\u202E\u200B\uE000陳\n"))
        EXPECT_FALSE(characters.all.contains(c)) << std::hex << static_cast<unsigned>(c);
}

TEST(TypingCharacters, AreNoneInAWrongFile) {
    EXPECT_THROW(parse_typing_characters(Json::object()), Error);
    EXPECT_THROW(parse_typing_characters(Json{{"standard", {1}}, {"more", Json::array()}}), Error);
}

}  // namespace tanfang
