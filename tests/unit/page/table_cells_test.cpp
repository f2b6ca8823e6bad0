/// Tables by their ruled lines, and sheets laid flat by them.
#include "pipeline/page/table_cells.h"

#include "pipeline/page/flat_print.h"

#include <cmath>
#include <cstdlib>

#include <gmock/gmock.h>
#include <opencv2/imgproc.hpp>

namespace tanfang {
namespace {

using testing::SizeIs;

constexpr double px_per_mm = 8;

/// A table of 2 columns and 7 rows; the first cell spans two rows.
cv::Mat drawn_table() {
    cv::Mat gray(2376, 1680, CV_8UC1, cv::Scalar(250));
    const int left = 200, middle = 500, right = 1480, top = 400, row = 120, rows = 7;
    for (int i = 0; i <= rows; ++i)
        cv::line(gray, {i == 1 ? middle : left, top + i * row}, {right, top + i * row},
                 cv::Scalar(40), 3);
    for (const int x : {left, middle, right})
        cv::line(gray, {x, top}, {x, top + rows * row}, cv::Scalar(40), 3);
    return gray;
}

TEST(TableCells, AreFoundInReadingOrderWithMergedOnes) {
    const cv::Mat gray = drawn_table();
    const auto table = find_table_cells(ink_of_print(gray, px_per_mm), px_per_mm);
    ASSERT_TRUE(table);
    ASSERT_THAT(table->cells, SizeIs(13));
    EXPECT_NEAR(table->cells[0].height, 237, 4) << "the merged cell comes first";
    EXPECT_NEAR(table->cells[1].x, 502, 3);
    EXPECT_NEAR(table->cells[2].x, 502, 3);
    EXPECT_NEAR(table->cells[3].x, 202, 3);
}

/// The drawn table with a strip of bare paper, 5 mm high, between two of its rows.
cv::Mat divided_table() {
    cv::Mat gray = drawn_table();
    gray(cv::Range(765, 875), cv::Range::all()).setTo(250);
    cv::line(gray, {200, 800}, {1480, 800}, cv::Scalar(40), 3);
    for (const int x : {200, 500, 1480}) cv::line(gray, {x, 800}, {x, 880}, cv::Scalar(40), 3);
    return gray;
}

TEST(TableCells, OfATableThatAHeadingDividesAreThoseOfAllPartsAndTheHeading) {
    const cv::Mat gray = divided_table();
    const auto table = find_table_cells(ink_of_print(gray, px_per_mm), px_per_mm);
    ASSERT_TRUE(table);
    EXPECT_NEAR(table->frame.height, 843, 6);
    ASSERT_THAT(table->cells, SizeIs(14));
    EXPECT_NEAR(table->cells[5].width, 1280, 12) << "what stands between the parts";
}

TEST(TableCells, OfTablesSideBySideAreThoseOfTheLeftOneBeforeThoseOfTheOther) {
    const cv::Mat one = drawn_table().colRange(180, 1500);
    cv::Mat two;
    cv::hconcat(one, one, two);  // 5 mm apart: as wide as a narrow cell
    const auto table = find_table_cells(ink_of_print(two, px_per_mm), px_per_mm);
    ASSERT_TRUE(table);
    EXPECT_NEAR(table->frame.width, 2603, 6);
    ASSERT_THAT(table->cells, SizeIs(26)) << "what stands between them is no cell";
    for (std::size_t i = 0; i < 13; ++i) {
        EXPECT_LT(table->cells[i].br().x, one.cols) << i;
        EXPECT_NEAR(table->cells[i + 13].x, table->cells[i].x + one.cols, 3) << i;
        EXPECT_NEAR(table->cells[i + 13].y, table->cells[i].y, 3) << i;
    }
}

TEST(TableCells, OfARowOfTwoTablesAreBetweenThoseOfTheTablesAboveAndBelow) {
    const cv::Mat one = drawn_table();
    cv::Mat small, page(4200, 1680, CV_8UC1, cv::Scalar(250));
    cv::resize(one(cv::Rect(190, 390, 1300, 860)), small, {}, 0.485, 1, cv::INTER_AREA);
    const auto put = [&page](const cv::Mat& table, int x, int y) {
        table.copyTo(page(cv::Rect(x, y, table.cols, table.rows)));
    };
    put(one(cv::Rect(190, 390, 1300, 860)), 190, 190);
    put(small, 190, 1090);
    put(small, 190 + 1300 - small.cols, 1090);
    put(one(cv::Rect(190, 390, 1300, 860)), 190, 1990);
    const auto table = find_table_cells(ink_of_print(page, px_per_mm), px_per_mm);
    ASSERT_TRUE(table);
    ASSERT_THAT(table->cells, SizeIs(4 * 13)) << "paper between them is no cell";
    const auto all_in = [&](std::size_t from, const cv::Rect& place) {
        for (std::size_t i = from; i < from + 13; ++i)
            EXPECT_EQ(table->cells[i] & place, table->cells[i]) << i;
    };
    all_in(0, {190, 190, 1300, 860});
    all_in(13, {190, 1090, small.cols, 860});
    all_in(26, {190 + 1300 - small.cols, 1090, small.cols, 860});
    all_in(39, {190, 1990, 1300, 860});
}

TEST(TableCells, AreNotThoseOfARuleAboveTheTable) {
    cv::Mat gray = drawn_table();
    cv::line(gray, {200, 330}, {1480, 330}, cv::Scalar(40), 3);
    const auto table = find_table_cells(ink_of_print(gray, px_per_mm), px_per_mm);
    ASSERT_TRUE(table);
    EXPECT_NEAR(table->frame.y, 400, 4);
}

TEST(TableCells, AreNotJoinedByThePaperWithinADoubledLine) {
    cv::Mat gray = drawn_table();
    cv::line(gray, {200, 1250}, {1480, 1250}, cv::Scalar(40), 3);
    for (const int x : {200, 1480}) cv::line(gray, {x, 1230}, {x, 1250}, cv::Scalar(40), 3);
    for (const int x : {300, 800})  // its upper half is worn
        cv::line(gray, {x, 1240}, {x + 40, 1240}, cv::Scalar(250), 5);
    const auto table = find_table_cells(ink_of_print(gray, px_per_mm), px_per_mm);
    ASSERT_TRUE(table);
    ASSERT_THAT(table->cells, SizeIs(13));
    EXPECT_NEAR(table->cells[12].width, 977, 4);
}

TEST(TableCells, AreDividedByALineThatLiesBetweenTwoPixels) {
    cv::Mat gray = drawn_table();
    gray(cv::Range(638, 643), cv::Range(503, 1478)).setTo(250);  // the second line of the table
    gray(cv::Range(639, 641), cv::Range(500, 1480)).setTo(208);
    const cv::Mat ink = ink_of_print(gray, px_per_mm);
    EXPECT_THAT(find_table_cells(ink, px_per_mm)->cells, SizeIs(12)) << "neither pixel is ink";
    EXPECT_THAT(find_table_cells(ink | hairlines(gray, px_per_mm), px_per_mm)->cells, SizeIs(13));
}

TEST(TableCells, AreDividedByAThinGreyLineOnAShade) {
    cv::Mat gray = drawn_table();
    gray(cv::Rect(504, 404, 972, 832)).setTo(225);
    for (const int y : {520, 640, 760, 880, 1000, 1120}) {
        gray(cv::Rect(504, y, 972, 2)).setTo(203);
    }
    const cv::Mat ink = ink_of_print(gray, px_per_mm) | hairlines(gray, px_per_mm);
    EXPECT_THAT(find_table_cells(ink, px_per_mm)->cells, SizeIs(13));
}

TEST(TableCells, AreDividedWhereOneShadeMeetsAnother) {
    cv::Mat gray = drawn_table();
    gray(cv::Range(525, 638), cv::Range(503, 1478)).setTo(210);
    gray(cv::Range(638, 757), cv::Range(503, 1478)).setTo(242);  // the line between is no darker
    EXPECT_THAT(find_table_cells(ink_of_print(gray, px_per_mm), px_per_mm)->cells, SizeIs(12));
    const cv::Mat ink = ink_of_print(gray, px_per_mm) | hairlines(gray, px_per_mm);
    EXPECT_THAT(find_table_cells(ink, px_per_mm)->cells, SizeIs(13));
}

TEST(TableCells, AreNotDividedByTheShadeBehindAWord) {
    cv::Mat gray = drawn_table();
    gray(cv::Rect(600, 670, 300, 50)).setTo(215);
    const cv::Mat ink = ink_of_print(gray, px_per_mm) | hairlines(gray, px_per_mm);
    EXPECT_THAT(find_table_cells(ink, px_per_mm)->cells, SizeIs(13));
}

/// Dots of 0.4 mm, as far apart, along a line.
void draw_dots(cv::Mat& gray, cv::Point from, cv::Point to) {
    const int period = 6, length = std::max(to.x - from.x, to.y - from.y);
    const cv::Point step = to.x > from.x ? cv::Point(1, 0) : cv::Point(0, 1);
    for (int i = period; i < length; i += period)
        cv::rectangle(gray, cv::Rect(from + i * step, cv::Size(3, 3)), cv::Scalar(40), cv::FILLED);
}

TEST(TableCells, AreDividedByDottedLines) {
    cv::Mat gray = drawn_table();
    gray(cv::Range(410, 1230), cv::Range(210, 1470)).setTo(250);
    cv::Mat framed = gray.clone();
    for (int row = 1; row < 7; ++row) draw_dots(framed, {202, 400 + row * 120}, {1478, 0});
    draw_dots(framed, {500, 402}, {0, 1238});
    const auto table = find_table_cells(ink_of_print(framed, px_per_mm), px_per_mm);
    ASSERT_TRUE(table);
    EXPECT_THAT(table->cells, SizeIs(14));
    EXPECT_NEAR(table->frame.width, 1283, 20);
}

/// Dashes of 2.8 mm that begin and end with one: where two lines meet these are of one piece.
void draw_dashes(cv::Mat& gray, cv::Point from, cv::Point to) {
    const bool level = from.y == to.y;
    const int length = level ? to.x - from.x : to.y - from.y, step = 29;
    for (int at = 0; at < length; at += step) {
        const int dash = std::min(22, length - at);
        cv::rectangle(gray,
                      level ? cv::Rect(from.x + at, from.y - 1, dash, 3)
                            : cv::Rect(from.x - 1, from.y + at, 3, dash),
                      cv::Scalar(40), cv::FILLED);
    }
}

TEST(TableCells, AreDividedByDashesOfWhichThoseThatMeetAreOfOnePiece) {
    cv::Mat gray(2376, 1680, CV_8UC1, cv::Scalar(250));
    const int top = 400, row = 62, rows = 14;  // low rows: most dashes of a column meet others
    cv::rectangle(gray, {200, top, 1280, rows * row}, cv::Scalar(40), 3);
    for (int i = 0; i < rows; ++i) {
        const int y = top + i * row;
        for (const int x : {300, 500}) draw_dashes(gray, {x, y}, {x, y + row});
        for (const auto& [from, to] :
             {std::pair(200, 300), std::pair(300, 500), std::pair(500, 1480)})
            if (i > 0)
                draw_dashes(gray, {from, y}, {to, y});
    }
    cv::rectangle(gray, {420, top - 16, 300, 3}, cv::Scalar(40), cv::FILLED);
    const auto table = find_table_cells(ink_of_print(gray, px_per_mm), px_per_mm);
    ASSERT_TRUE(table);
    EXPECT_THAT(table->cells, SizeIs(3 * rows));
    EXPECT_NEAR(table->frame.y, top - 2, 3) << "not from the rule above the table on";
}

TEST(TableCells, AreNotDividedByTheDotsOfAShade) {
    cv::Mat gray = drawn_table();
    for (int y = 655; y < 745; y += 6) draw_dots(gray, {502, y}, {1478, 0});
    const auto table = find_table_cells(ink_of_print(gray, px_per_mm), px_per_mm);
    ASSERT_TRUE(table);
    EXPECT_THAT(table->cells, SizeIs(13));
}

TEST(TableCells, AreThoseWithinAFrameAroundTheTable) {
    for (const int apart : {14, 60}) {
        cv::Mat gray = drawn_table();
        cv::rectangle(gray, {200 - apart, 400 - apart, 1281 + 2 * apart, 841 + 2 * apart},
                      cv::Scalar(40), 3);
        const auto table = find_table_cells(ink_of_print(gray, px_per_mm), px_per_mm);
        ASSERT_TRUE(table) << apart;
        EXPECT_THAT(table->cells, SizeIs(13)) << apart;
        EXPECT_NEAR(table->frame.x, 200, 4) << apart;
        EXPECT_EQ(table->lines.at<uchar>(800, 200 - apart), 255) << "the frame is print too";
    }
}

TEST(TableCells, AreNoneInAFrameWithoutLines) {
    cv::Mat gray(2376, 1680, CV_8UC1, cv::Scalar(250));
    for (const int inside : {0, 12, 60})
        cv::rectangle(gray, {200 + inside, 400 + inside, 1280 - 2 * inside, 840 - 2 * inside},
                      cv::Scalar(40), 3);
    EXPECT_FALSE(find_table_cells(ink_of_print(gray, px_per_mm), px_per_mm));
}

TEST(TableCells, AreNoneOnBlankPaper) {
    const cv::Mat gray(1200, 900, CV_8UC1, cv::Scalar(240));
    EXPECT_FALSE(find_table_cells(ink_of_print(gray, 4), 4));
    EXPECT_FALSE(lay_flat(gray));
}

/// How far the table's frame is from a level rectangle, px.
double skew_of(const cv::Mat& gray) {
    const auto table = find_table_cells(ink_of_print(gray, px_per_mm), px_per_mm);
    if (!table)
        return 1e9;
    const auto& cells = table->cells;
    return std::abs(cells[1].y - cells[0].y) + std::abs(cells.back().x - cells[1].x);
}

TEST(LayFlat, LevelsATableThatLeansAndOneSeenAtASlant) {
    const cv::Mat gray = drawn_table();
    cv::Mat leaning, slanted;
    cv::warpAffine(gray, leaning, cv::getRotationMatrix2D({840, 1188}, 6, 0.9), gray.size(),
                   cv::INTER_LINEAR, cv::BORDER_CONSTANT, cv::Scalar(250));
    const std::vector<cv::Point2f> from{{0, 0}, {1680, 0}, {1680, 2376}, {0, 2376}},
        to{{150, 80}, {1600, 160}, {1500, 2300}, {60, 2200}};
    cv::warpPerspective(gray, slanted, cv::getPerspectiveTransform(from, to), gray.size(),
                        cv::INTER_LINEAR, cv::BORDER_CONSTANT, cv::Scalar(250));
    for (const auto& picture : {leaning, slanted}) {
        const auto flat = lay_flat(picture);
        ASSERT_TRUE(flat);
        EXPECT_LE(skew_of(flat->gray), 4);
    }
}

TEST(LayFlat, LevelsATableWithoutLinesAtItsSides) {
    cv::Mat gray(2376, 1680, CV_8UC1, cv::Scalar(250)), leaning;
    for (int i = 0; i <= 12; ++i)
        cv::line(gray, {i % 3 ? 320 : 200, 400 + i * 80}, {1480, 400 + i * 80}, cv::Scalar(40), 3);
    cv::line(gray, {320, 400}, {320, 1360}, cv::Scalar(40), 3);
    for (int row = 0; row < 12; ++row) {
        const int x = 1400 - 60 * row;  // each row has other columns
        cv::line(gray, {x, 400 + row * 80}, {x, 480 + row * 80}, cv::Scalar(40), 3);
    }
    cv::warpAffine(gray, leaning, cv::getRotationMatrix2D({840, 1188}, 3, 1), gray.size(),
                   cv::INTER_LINEAR, cv::BORDER_CONSTANT, cv::Scalar(250));
    for (const auto& picture : {gray, leaning}) {
        const auto flat = lay_flat(picture);
        ASSERT_TRUE(flat);
        const auto table = find_table_cells(ink_of_print(flat->gray, px_per_mm), px_per_mm);
        ASSERT_TRUE(table);
        EXPECT_NEAR(table->frame.width, 1283, 16);
        EXPECT_NEAR(table->frame.height, 963, 16);
        for (const auto& cell : table->cells) {
            const int x = cell.x - table->frame.x;
            EXPECT_TRUE(x < 20 || x > 400 || std::abs(x - 122) < 8) << x << ": the column leans";
        }
    }
}

TEST(LayFlat, LevelsTwoTablesSideBySideOfWhichOneBeginsHigher) {
    const cv::Mat one = drawn_table()(cv::Rect(190, 390, 1300, 860));
    cv::Mat page(1680, 2376, CV_8UC1, cv::Scalar(250)), small;
    cv::resize(one, small, cv::Size(1020, 1200), 0, 0, cv::INTER_AREA);
    small.copyTo(page(cv::Rect(150, 260, 1020, 1200)));
    small.copyTo(page(cv::Rect(1210, 170, 1020, 1200)));
    const auto flat = lay_flat(page);
    ASSERT_TRUE(flat);
    const auto table = find_table_cells(ink_of_print(flat->gray, px_per_mm), px_per_mm);
    ASSERT_TRUE(table);
    ASSERT_THAT(table->cells, SizeIs(26));
    EXPECT_NEAR(table->cells[25].y - table->cells[13].y, table->cells[12].y - table->cells[0].y, 3);
    EXPECT_NEAR(table->cells[13].y, table->cells[0].y - 90, 4);
    EXPECT_NEAR(table->first.y, table->frame.y + 90, 4) << "the left one is read first";
}

TEST(LayFlat, SeesATableWhoseLinesAreThinnerThanAPixelOfASmallPicture) {
    cv::Mat gray(3508, 2480, CV_8UC1, cv::Scalar(255));
    for (int i = 0; i <= 10; ++i)
        cv::line(gray, {300, 400 + i * 200}, {2200, 400 + i * 200}, cv::Scalar(160), 1);
    for (const int x : {300, 800, 2200}) cv::line(gray, {x, 400}, {x, 2400}, cv::Scalar(160), 1);
    const auto flat = lay_flat(gray);
    ASSERT_TRUE(flat);
    const cv::Mat ink = ink_of_print(flat->gray, px_per_mm) | hairlines(flat->gray, px_per_mm);
    EXPECT_THAT(find_table_cells(ink, px_per_mm)->cells, SizeIs(20));
}

TEST(LayFlat, OfTwoSheetsOnOnePictureShowsOneAtItsSize) {
    cv::Mat one, two;
    cv::resize(drawn_table()(cv::Rect(0, 350, 1680, 950)), one, {1680, 2376});
    cv::hconcat(one, one, two);
    EXPECT_FALSE(shows_two_tables(one));
    ASSERT_TRUE(shows_two_tables(two)) << "together they have the shape of A4 on its side";
    const auto alone = lay_flat(one), of_two = lay_flat(two);
    ASSERT_TRUE(alone && of_two);
    const auto width = [](const FlatPrint& flat) {
        const auto cells = find_table_cells(ink_of_print(flat.gray, px_per_mm), px_per_mm)->cells;
        return cells.back().x + cells.back().width - cells.front().x;
    };
    EXPECT_NEAR(width(*of_two), width(*alone), 0.1 * width(*alone));
}

TEST(LayFlat, KeepsTheShapeOfATableOnPaperThatIsWiderOrLongerThanA4) {
    const auto shape_of_table = [](const cv::Mat& gray) {
        const auto table = find_table_cells(ink_of_print(gray, px_per_mm), px_per_mm);
        return table ? static_cast<double>(table->frame.height) / table->frame.width : 0;
    };
    const cv::Mat gray = drawn_table();
    for (const auto& [right, below] : {std::pair{300, 0}, {0, 400}}) {
        cv::Mat larger;
        cv::copyMakeBorder(gray, larger, 0, below, 0, right, cv::BORDER_CONSTANT, cv::Scalar(250));
        const auto flat = lay_flat(larger);
        ASSERT_TRUE(flat);
        EXPECT_NEAR(shape_of_table(flat->gray), shape_of_table(gray), 0.01) << right;
    }
}

TEST(LayFlat, TakesTwoPartsOfATableForOneSheet) {
    const cv::Mat gray = divided_table();
    ASSERT_FALSE(shows_two_tables(gray));
    const auto flat = lay_flat(gray);
    ASSERT_TRUE(flat);
    EXPECT_EQ(flat->gray.size(), gray.size()) << "a scan keeps its paper's size";
    const auto table = find_table_cells(ink_of_print(flat->gray, px_per_mm), px_per_mm);
    ASSERT_TRUE(table);
    EXPECT_THAT(table->cells, SizeIs(14));
}

TEST(LayFlat, ShowsATableOfTheFewCellsThatTheEndOfAFormHas) {
    cv::Mat gray(2376, 1680, CV_8UC1, cv::Scalar(250));
    cv::rectangle(gray, {150, 300, 1380, 80}, cv::Scalar(40), 3);
    for (const int x : {150, 390, 1040, 1210})
        cv::line(gray, {x, 380}, {x, 760}, cv::Scalar(40), 3);
    cv::rectangle(gray, {150, 380, 1380, 380}, cv::Scalar(40), 3);
    cv::rectangle(gray, {150, 760, 240, 800}, cv::Scalar(40), 3);
    cv::rectangle(gray, {390, 760, 1140, 800}, cv::Scalar(40), 3);
    const auto flat = lay_flat(gray);
    ASSERT_TRUE(flat);
    const auto table = find_table_cells(ink_of_print(flat->gray, px_per_mm), px_per_mm);
    ASSERT_TRUE(table);
    EXPECT_THAT(table->cells, SizeIs(7));
}

TEST(LayFlat, TinyAndSlenderPicturesShowNoForm) {
    for (const cv::Size size :
         {cv::Size(1, 1), cv::Size(3, 4000), cv::Size(5000, 40), cv::Size(200, 200)}) {
        cv::Mat gray(size, CV_8UC1, cv::Scalar(250));
        cv::rectangle(gray, cv::Rect(0, 0, size.width, size.height), cv::Scalar(0), 1);
        EXPECT_FALSE(lay_flat(gray)) << size.width << " x " << size.height;
    }
}

}  // namespace
}  // namespace tanfang
