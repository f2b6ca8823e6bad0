#include "pipeline/form/sheet_code.h"

#include <gtest/gtest.h>

namespace tanfang {

TEST(SetName, IsTheHeadOfTheSheetCode) {
    const SheetCode code{'V', 1, "8J4K2M7Q9T", 2, 1};
    EXPECT_EQ(set_name(code), "TF1/V/1/8J4K2M7Q9T");
    EXPECT_TRUE(encode(code).starts_with(set_name(code) + "/"));
    const auto read = decode_set_name("TF1/E/12/8J4K2M7Q9T");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->form, 'E');
    EXPECT_EQ(read->version, 12);
    EXPECT_EQ(read->serial, "8J4K2M7Q9T");
}

TEST(SetName, RefusesEverythingElse) {
    for (const char* bad : {"", "TF1", "TF1/V/1", "TF2/V/1/8J4K2M7Q9T", "TF1/v/1/8J4K2M7Q9T",
                            "TF1/V/0/8J4K2M7Q9T", "TF1/V/01/8J4K2M7Q9T", "TF1/V/1/8j4k2m7q9t",
                            "TF1/V/1/OJ4K2M7Q9T", "TF1/V/1/8J4K2M7Q9T+1", "TF1/V/1/8J4K2M7Q9T/2"})
        EXPECT_FALSE(decode_set_name(bad)) << bad;
}

}  // namespace tanfang
