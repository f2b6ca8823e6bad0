/// Words and squares of a region, and the lines that they stand in.
#include "pipeline/page/printed_items.h"

#include "pipeline/page/table_cells.h"

#include <string>

#include "small_print.h"
#include <gmock/gmock.h>
#include <opencv2/imgproc.hpp>

namespace tanfang {

using namespace small;

namespace {

using testing::IsEmpty;
using testing::SizeIs;

TEST(PrintedItems, ASmallBlankCellIsNoSquare) {
    const cv::Mat gray(200, 200, CV_8UC1, cv::Scalar(250));
    const PrintPage page{gray, cv::Mat(200, 200, CV_8UC1, cv::Scalar(0)), px_per_mm, {}};
    const auto read =
        read_print(page, {80, 80, 30, 30}, [](const cv::Mat&) { return TesseractLine(); });
    EXPECT_THAT(read.items, IsEmpty());
    EXPECT_THAT(read.rows, IsEmpty());
}

TEST(PrintedItems, TheOutlineOfASquareIsNoSignHoweverThick) {
    for (const int thick : {2, 6}) {
        cv::Mat gray(200, 400, CV_8UC1, cv::Scalar(250));
        cv::rectangle(gray, {60 - thick / 2, 60 - thick / 2, 24 + thick, 24 + thick},
                      cv::Scalar(40), thick);
        blot(gray, 140, 58, 2);
        const PrintPage page{gray, ink_of_print(gray, px_per_mm), px_per_mm, {}};
        const auto read = read_print(page, {20, 20, 360, 120}, reader_of({"甲乙"}));
        ASSERT_THAT(read.items, SizeIs(3)) << thick;
        EXPECT_TRUE(read.items.front().square);
        EXPECT_EQ(read.items.at(1).character, U'甲');
    }
}

TEST(PrintedItems, ASpeckFarFromAllSignsIsDirtOneCloseToASignIsItsPoint) {
    cv::Mat gray(200, 600, CV_8UC1, cv::Scalar(250));
    blot(gray, 300, 60, 2);
    for (const int x : {100, 372}) cv::rectangle(gray, {x, 74, 4, 4}, cv::Scalar(40), cv::FILLED);
    const PrintPage page{gray, ink_of_print(gray, px_per_mm), px_per_mm, {}};
    const auto read = read_print(page, {20, 20, 560, 120}, reader_of({"甲乙丙"}));
    ASSERT_THAT(read.rows, SizeIs(1));
    EXPECT_NEAR(read.rows.front().box.x, 300, 2);
    EXPECT_NEAR(read.rows.front().box.br().x, 376, 2);
    EXPECT_THAT(read.items, SizeIs(3));
}

TEST(PrintedItems, ARuleToWriteOnIsNoPartOfTheSignThatTouchesIt) {
    cv::Mat gray(200, 600, CV_8UC1, cv::Scalar(250));
    blot(gray, 400, 60, 2);
    cv::rectangle(gray, {150, 80, 260, 3}, cv::Scalar(40), cv::FILLED);
    const PrintPage page{gray, ink_of_print(gray, px_per_mm), px_per_mm, {}};
    const auto read = read_print(page, {20, 20, 560, 120}, reader_of({"甲乙"}));
    ASSERT_THAT(read.rows, SizeIs(1));
    EXPECT_NEAR(read.rows.front().box.x, 400, 2);
}

TEST(PrintedItems, ARuleThatLeansIsNoPartOfTheLineAboveIt) {
    cv::Mat gray(200, 600, CV_8UC1, cv::Scalar(250));
    blot(gray, 100, 60, 2);
    for (int x = 150; x < 500; ++x) gray(cv::Rect(x, 96 + x / 40 % 2, 1, 2)).setTo(40);
    const PrintPage page{gray, ink_of_print(gray, px_per_mm), px_per_mm, {}};
    const auto read = read_print(page, {20, 20, 560, 120}, reader_of({"甲乙"}));
    ASSERT_THAT(read.rows, SizeIs(1));
    EXPECT_LT(read.rows.front().box.br().y, 92);
    EXPECT_LT(read.rows.front().box.br().x, 170);
}

TEST(PrintedItems, SignsKeepTheOrderInWhichTheyWereRead) {
    cv::Mat gray(200, 500, CV_8UC1, cv::Scalar(250));
    for (const int x : {60, 200}) square(gray, {x, 60});
    for (const int x : {110, 250}) blot(gray, x, 60, 2);
    const PrintPage page{gray, ink_of_print(gray, px_per_mm), px_per_mm, {}};
    const auto read = read_print(page, {20, 20, 460, 120}, [](const cv::Mat&) {
        TesseractLine line;  // from the first square's left edge, less the margin around the line
        line.symbols = {
            {"个", 80, 92, 0.9}, {"人", 74, 84, 0.9}, {"卫", 200, 220, 0.9}, {"生", 198, 206, 0.9}};
        return line;
    });
    std::u32string order;
    for (const auto& item : read.items) order.push_back(item.square ? U'□' : item.character);
    EXPECT_EQ(order, U"□个人□卫生");
}

}  // namespace
}  // namespace tanfang
