#include "pipeline/base/text.h"

#include <gtest/gtest.h>

namespace tanfang {

TEST(Text, DecodesAndEncodesEveryLengthOfUtf8) {
    const std::string text = "aé堃𠮷";
    const auto points = code_points(text);
    ASSERT_TRUE(points);
    EXPECT_EQ(*points, (std::u32string{U'a', 0xE9, 0x5803, 0x20BB7}));
    EXPECT_EQ(utf8(*points), text);
}

TEST(Text, RefusesWhatIsNotUtf8) {
    for (const std::string bad : {"\xC0\x80", "\xED\xA0\x80", "\xE5\xA0", "\xFF", "\xF4\x90\x80\x80", "a\x80"})
        EXPECT_FALSE(code_points(bad)) << testing::PrintToString(bad);
}

TEST(Text, FoldsFullWidthCharactersToTheirAsciiTwins) {
    EXPECT_EQ(half_width("３５０５９９Ｘ　元"), "350599X 元");
}

TEST(Text, TrimsAsciiAndIdeographicBlanks) {
    EXPECT_EQ(trimmed("　 林 秀英\n　"), "林 秀英");
    EXPECT_EQ(trimmed("　"), "");
}

TEST(Text, NamesACodePoint) {
    EXPECT_EQ(code_point_name(0x20BB7), "U+20BB7");
}

}  // namespace tanfang
