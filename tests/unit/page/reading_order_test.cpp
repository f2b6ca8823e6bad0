/// Cells in the order in which people read them.
#include "pipeline/page/reading_order.h"

#include "printed_row.h"
#include <gmock/gmock.h>

namespace tanfang {
namespace {

using testing::ElementsAre;
using testing::ElementsAreArray;

std::vector<cv::Rect> shuffled_in_order(const std::vector<cv::Rect>& cells) {
    return in_reading_order({cells.rbegin(), cells.rend()}, printed_px_per_mm);
}

TEST(ReadingOrder, IsRowByRowAlsoBesideACellThatSpansSeveral) {
    const cv::Rect tall(0, 0, 100, 306), first(104, 0, 100, 100), value(208, 0, 300, 100),
        second(104, 104, 100, 100), its(208, 104, 300, 100), third(104, 208, 100, 98),
        last(208, 208, 300, 98);
    EXPECT_THAT(shuffled_in_order({tall, first, value, second, its, third, last}),
                ElementsAre(tall, first, value, second, its, third, last));
}

TEST(ReadingOrder, IsBlockByBlockWhereRowsDoNotGoOnInEachOther) {
    const cv::Rect title(0, 0, 900, 60);
    std::vector<cv::Rect> cells{title};
    for (int row = 0; row < 6; ++row)
        for (int column = 0; column < 2; ++column)
            cells.emplace_back(column * 204, 64 + row * 104, 200, 100);
    for (int row = 0; row < 8; ++row)
        for (int column = 0; column < 2; ++column)
            cells.emplace_back(408 + column * 248, 64 + row * 78, 244, 74);
    cells.emplace_back(0, 692, 900, 60);
    EXPECT_THAT(shuffled_in_order(cells), ElementsAreArray(cells));
}

TEST(ReadingOrder, IsRowByRowWhereMostRowsGoOn) {
    std::vector<cv::Rect> cells;
    for (int row = 0; row < 4; ++row)
        for (int column = 0; column < 2; ++column)
            cells.emplace_back(column * 304, row * 104, 300, 100);
    cells[7].height = 48;  // the last one is divided
    cells.emplace_back(304, 364, 300, 48);
    EXPECT_THAT(shuffled_in_order(cells), ElementsAreArray(cells));
}

}  // namespace
}  // namespace tanfang
