#include "pipeline/external/base64.h"

#include <gtest/gtest.h>

namespace tanfang {

namespace {

std::string base64_of(const std::string& text) {
    return base64({reinterpret_cast<const unsigned char*>(text.data()), text.size()});
}

}  // namespace

// RFC 4648, section 10.
TEST(Base64, WritesTheExamplesOfTheRfcAndReadsThemBack) {
    const std::pair<std::string, std::string> examples[] = {{"", ""},
                                                            {"f", "Zg=="},
                                                            {"fo", "Zm8="},
                                                            {"foo", "Zm9v"},
                                                            {"foob", "Zm9vYg=="},
                                                            {"fooba", "Zm9vYmE="},
                                                            {"foobar", "Zm9vYmFy"}};
    for (const auto& [plain, encoded] : examples) {
        EXPECT_EQ(base64_of(plain), encoded);
        EXPECT_EQ(from_base64(encoded), plain);
    }
}

TEST(Base64, KeepsEveryByte) {
    std::string all;
    for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
    EXPECT_EQ(from_base64(base64_of(all)), all);
}

TEST(Base64, RefusesWhatIsNone) {
    for (const std::string text : {"Zg", "Zg=", "Z===", "====", "=", "Zm9v\n\n\n\n", "    Zm9v",
                                   "Zm 9", "Zm9*", "Zg==Zg==", "Zm9v Zm", "陈碧"})
        EXPECT_FALSE(from_base64(text)) << text;
}

}  // namespace tanfang
