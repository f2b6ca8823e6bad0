#include "pipeline/generate/fonts.h"

#include <fstream>

#include "installed.h"
#include <gtest/gtest.h>
#include <unistd.h>

namespace tanfang {
namespace {

TEST(Fonts, DrawsRareNameCharactersWithTheBodyFont) {
    const auto runs = installed::fonts().runs(U"堃喆䶮𠮷", Face::body);
    ASSERT_EQ(runs.size(), 1U);
    EXPECT_EQ(runs[0].face, Face::body);
    EXPECT_DOUBLE_EQ(runs[0].width, 4.0);
}

TEST(Fonts, FallsBackForCharactersThatTheBodyFontLacks) {
    char32_t rare = 0;  // of CJK extension B, which the fallback has nearly whole
    for (char32_t c = 0x20000; c < 0x20400 && rare == 0; ++c)
        if (!installed::fonts()[Face::body].has(c) && installed::fonts()[Face::fallback].has(c))
            rare = c;
    ASSERT_NE(rare, 0U);
    const auto runs = installed::fonts().runs(std::u32string{U'王', rare, U'生'}, Face::body);
    ASSERT_EQ(runs.size(), 3U);
    EXPECT_EQ(runs[0].face, Face::body);
    EXPECT_EQ(runs[1].face, Face::fallback);
    EXPECT_EQ(runs[2].face, Face::body);
}

TEST(Fonts, NamesACharacterThatNoFontHas) {
    try {
        installed::fonts().runs(U"王\U000F0123", Face::body);
        FAIL();
    } catch (const Error& e) {
        EXPECT_EQ(e.fault(), Fault::missing_glyph);
        EXPECT_NE(std::string(e.what()).find("U+F0123"), std::string::npos) << e.what();
    }
}

TEST(Fonts, NamesAMissingFontFileAndItsPackage) {
    const std::string file = testing::TempDir() + std::to_string(::getpid()) + "-fonts.json";
    std::ofstream(file)
        << R"({"title": {"file": "/nowhere/title.ttf", "face": 0, "package": "fonts-title"}})";
    try {
        load_fonts(file);
        FAIL();
    } catch (const Error& e) {
        EXPECT_EQ(e.fault(), Fault::missing_font);
        EXPECT_NE(std::string(e.what()).find("/nowhere/title.ttf"), std::string::npos) << e.what();
        EXPECT_NE(std::string(e.what()).find("fonts-title"), std::string::npos) << e.what();
    }
}

TEST(Fonts, RefusesAFileThatDescribesNoFonts) {
    const std::string file = testing::TempDir() + std::to_string(::getpid()) + "-fonts-wrong.json";
    std::ofstream(file) << R"({"title": 7})";
    EXPECT_THROW(load_fonts(file), Error);
}

}  // namespace
}  // namespace tanfang
