#include "pipeline/form/sheet_code.h"

#include <gtest/gtest.h>

namespace tanfang {

namespace {
const SheetCode code{'V', 1, "8J4K2M7Q9T", 2, 1};
}

TEST(SheetCode, ComesBackFromItsText) {
    const std::string text = encode(code);
    EXPECT_EQ(text.substr(0, text.rfind('/')), "TF1/V/1/8J4K2M7Q9T/2/1");
    const auto back = decode_sheet_code(text);
    ASSERT_TRUE(back);
    EXPECT_EQ(encode(*back), text);
}

TEST(SheetCode, RefusesEveryTextThatDiffersInOneCharacter) {
    const std::string text = encode(code);
    int believed = 0;
    for (std::size_t i = 0; i < text.size(); ++i)
        for (const char c : std::string("0123456789ABCDEFGHJKMNPQRSTVWXYZ/")) {
            std::string other = text;
            other[i] = c;
            if (other != text && decode_sheet_code(other))
                ++believed;
        }
    EXPECT_LE(believed, 1) << "10 bits of CRC catch all but about one in a thousand";
}

TEST(SheetCode, ReadsLookAlikesTheCrockfordWay) {
    SheetCode zero = code;
    zero.serial = "00112M7Q9T";
    std::string text = encode(zero);
    text.replace(text.find("0011"), 4, "OoIl");
    EXPECT_TRUE(decode_sheet_code(text));
}

TEST(SheetCode, RefusesOtherTexts) {
    for (const char* bad : {"", "TF1", "https://example.com/", "TF1/V/0/8J4K2M7Q9T/2/1/5C", "TF1/V/1/8J4K2M7Q9/2/1/5C",
                            "TF2/V/1/8J4K2M7Q9T/2/1/5C", "TF1/V/1/8J4K2M7Q9T/2/1/5C/"})
        EXPECT_FALSE(decode_sheet_code(bad)) << bad;
}

TEST(PackCode, IsReadAsItWasPrinted) {
    const PackCode code{'V', "8J4K2M7Q9T", "350581102003", "202611", 12};
    const auto back = decode_pack_code(encode(code));
    ASSERT_TRUE(back);
    EXPECT_EQ(back->batch, code.batch);
    EXPECT_EQ(back->village, code.village);
    EXPECT_EQ(back->month, code.month);
    EXPECT_EQ(back->pack, code.pack);
}

TEST(PackCode, RefusesOtherTexts) {
    std::string changed = encode(PackCode{'V', "8J4K2M7Q9T", "0", "202611", 1});
    changed[8] = changed[8] == 'X' ? 'Y' : 'X';
    for (const std::string& bad : {std::string(), changed, std::string("TP1/V/8J4K2M7Q9T/0/202611//5C"),
                                   std::string("TP1/V/8J4K2M7Q9T/0/202611/99999999999/5C"),
                                   encode(SheetCode{'V', 1, "8J4K2M7Q9T", 1, 1})})
        EXPECT_FALSE(decode_pack_code(bad)) << bad;
}

TEST(PackCode, RefusesWhatOnlyTheCheckFits) {
    const PackCode good{'V', "8J4K2M7Q9T", "0", "202611", 1};
    ASSERT_TRUE(decode_pack_code(encode(good)));
    std::vector<PackCode> bad(7, good);
    bad[0].form = '\xAE';
    bad[1].batch = "8J4K2M7Q9";
    bad[2].batch = "8j4k2m7q9t";
    bad[3].village = "uuuu";
    bad[4].village = "";
    bad[5].month = "2026";
    bad[6].month = "2026-1";
    for (const PackCode& code : bad)
        EXPECT_FALSE(decode_pack_code(encode(code))) << encode(code);
}

TEST(SheetCode, MakesSerialsOfFiftyBits) {
    EXPECT_EQ(serial_from_bits(0), "0000000000");
    EXPECT_EQ(serial_from_bits(~0ull), "ZZZZZZZZZZ");
    EXPECT_NE(serial_from_bits(1), serial_from_bits(32));
}

}  // namespace tanfang
