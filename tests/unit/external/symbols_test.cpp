#include "pipeline/external/aruco.h"
#include "pipeline/external/qrencode.h"

#include <gtest/gtest.h>

namespace tanfang {
namespace {

TEST(QrModules, MakesVersionTwoWithItsThreeFinderPatterns) {
    const Modules modules = qr_modules("TF1/V/1/8J4K2M7Q9T/2/1/5C");
    ASSERT_EQ(modules.size(), 25U);
    for (const auto& [row, column] : {std::pair{3, 3}, {3, 21}, {21, 3}}) {  // their centers
        const auto r = static_cast<std::size_t>(row), c = static_cast<std::size_t>(column);
        ASSERT_EQ(modules[r].size(), 25U);
        EXPECT_TRUE(modules[r][c]);
        EXPECT_FALSE(modules[r - 2][c]);
        EXPECT_TRUE(modules[r - 3][c]);
    }
}

TEST(QrModules, RefusesATextThatDoesNotFitOrIsNotAlphanumeric) {
    EXPECT_NO_THROW(qr_modules(std::string(29, 'A')));
    EXPECT_THROW(qr_modules(std::string(30, 'A')), std::logic_error);
    EXPECT_THROW(qr_modules("small letters"), std::logic_error);
}

TEST(ArucoModules, HaveABlackBorderAndDifferFromEachOther) {
    for (int id = 0; id < 12; ++id) {
        const auto modules = aruco_modules(id);
        ASSERT_EQ(modules.size(), 6U);
        for (std::size_t i = 0; i < 6; ++i)
            EXPECT_TRUE(modules[0][i] && modules[5][i] && modules[i][0] && modules[i][5]) << id;
        EXPECT_NE(modules, aruco_modules((id + 1) % 12));
    }
}

TEST(ArucoModules, AreThoseOfTheDictionary) {
    // Marker 0 of DICT_4X4_50, from OpenCV's documentation: rows 1011 0101 0011 0010, 1 is white.
    const auto modules = aruco_modules(0);
    const std::vector<std::string> white = {"1011", "0101", "0011", "0010"};
    for (std::size_t row = 0; row < 4; ++row)
        for (std::size_t column = 0; column < 4; ++column)
            EXPECT_EQ(modules[row + 1][column + 1], white[row][column] == '0')
                << row << ',' << column;
}

}  // namespace
}  // namespace tanfang
