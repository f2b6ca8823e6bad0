#include "pipeline/page/learn_print.h"

#include "pipeline/base/text.h"
#include "pipeline/page/flat_print.h"
#include "pipeline/page/table_cells.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "flow_of.h"
#include <gmock/gmock.h>
#include <opencv2/imgproc.hpp>

namespace tanfang {
namespace {

using testing::IsEmpty;
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

/// A print of a small form: three rows of a label and boxes, and one cell to write in.
struct SmallForm {
    cv::Mat gray = drawn_table();
    std::vector<PrintWords> words;
    SmallForm() {
        PrintWords form;
        form.form = "small";
        for (const auto* cell : {"甲乙", "[q.a]较好[q.b]较差", "丙丁", "{one}", "戊己", "{two}",
                                 "庚辛", "{three}", "壬癸", "{four}", "子丑", "寅卯"})
            form.cells.push_back(flow_of(cell));
        words.push_back(form);
    }
};

/// Draws characters as blots, 30 px wide and apart, so that only the reader knows them.
void blot(cv::Mat& gray, int x, int y, int count) {
    for (int i = 0; i < count; ++i)
        cv::rectangle(gray, {x + 34 * i, y, 26, 28}, cv::Scalar(40), cv::FILLED);
}

constexpr int left = 200, middle = 500, right = 1480, top = 400, row = 120;

/// The small form on paper; `draw_box` draws what stands where a box would have its left top.
template <class DrawBox>
cv::Mat small_print(const DrawBox& draw_box) {
    cv::Mat gray(2376, 1680, CV_8UC1, cv::Scalar(250));
    for (int i = 0; i <= 6; ++i)
        cv::line(gray, {left, top + i * row}, {right, top + i * row}, cv::Scalar(40), 3);
    for (const int x : {left, middle, right})
        cv::line(gray, {x, top}, {x, top + 6 * row}, cv::Scalar(40), 3);
    for (int i = 0; i < 6; ++i) blot(gray, 250, top + i * row + 46, 2);
    for (const int x : {600, 900}) {
        draw_box(gray, cv::Point(x, top + 46));
        blot(gray, x + 36, top + 46, 2);
    }
    blot(gray, 600, top + 5 * row + 46, 2);
    return gray;
}

/// Reads one symbol per blot, from left to right.
PrintReader reader_of(std::vector<std::string> lines) {
    return [lines = std::move(lines), next = std::size_t{0}](const cv::Mat& line) mutable {
        cv::Mat columns;
        cv::reduce(line < 128, columns, 0, cv::REDUCE_MAX);
        TesseractLine result;
        const auto text = *code_points(lines.at(next++));
        for (int x = 0; x < columns.cols; ++x)
            if (columns.at<uchar>(x)) {
                int end = x;
                while (end < columns.cols && columns.at<uchar>(end)) ++end;
                if (result.symbols.size() < text.size())
                    result.symbols.push_back(
                        {utf8(text[result.symbols.size()]), double(x), double(end), 0.9});
                x = end;
            }
        return result;
    };
}

std::map<std::string, Box<Mm>> places_of(const LearnedPrint& print) {
    std::map<std::string, Box<Mm>> places;
    for (const auto& spot : print.spots) places[spot.id] = spot.box;
    return places;
}

TEST(LearnPrint, FindsBoxesByTheirSquaresAndFieldsByTheCellsAfterTheirLabels) {
    const cv::Mat gray = small_print([](cv::Mat& on, cv::Point at) {
        cv::rectangle(on, {at.x, at.y, 28, 28}, cv::Scalar(40), 2);
    });
    const auto print = learn_print(
        gray, px_per_mm, SmallForm().words,
        reader_of({"甲乙", "较好较差", "丙丁", "戊己", "庚辛", "壬癸", "子丑", "寅卯"}));
    ASSERT_TRUE(print);
    EXPECT_EQ(print->form, "small");
    EXPECT_THAT(print->missing, IsEmpty());
    EXPECT_THAT(print->lost, IsEmpty());
    auto spots = places_of(*print);
    ASSERT_THAT(spots, SizeIs(6));
    EXPECT_NEAR(spots["q.a"].center().x, 614 / px_per_mm, 0.2);
    EXPECT_NEAR(spots["q.b"].center().x, 914 / px_per_mm, 0.2);
    EXPECT_NEAR(spots["two"].center().y, (top + 2.5 * row) / px_per_mm, 0.3);
    EXPECT_NEAR(spots["two"].left(), (middle + 2) / px_per_mm, 0.4);
}

TEST(LearnPrint, TakesTheCellBesideALabelForWhatIsWrittenInTheLabelsOwnElsewhere) {
    SmallForm form;
    form.words.front().cells.clear();
    for (const auto* cell :
         {"甲乙", "[q.a]较好[q.b]较差", "丙丁{one}", "戊己{two}", "庚辛{three}", "壬癸", "子丑"})
        form.words.front().cells.push_back(flow_of(cell));
    const cv::Mat gray = small_print([](cv::Mat& on, cv::Point at) {
        cv::rectangle(on, {at.x, at.y, 28, 28}, cv::Scalar(40), 2);
    });
    const auto print = learn_print(
        gray, px_per_mm, form.words,
        reader_of({"甲乙", "较好较差", "丙丁", "戊己", "庚辛", "壬癸", "子丑", "寅卯"}));
    ASSERT_TRUE(print);
    auto spots = places_of(*print);
    EXPECT_NEAR(spots["one"].left(), (middle + 2) / px_per_mm, 0.4);
    EXPECT_NEAR(spots["three"].right(), (right - 2) / px_per_mm, 0.4);
    EXPECT_NEAR(spots["two"].center().y, (top + 2.5 * row) / px_per_mm, 0.3);
}

void bracket(cv::Mat& on, cv::Point at) {
    cv::rectangle(on, {at.x + 18, at.y, 5, 28}, cv::Scalar(40), cv::FILLED);
}

TEST(LearnPrint, TakesTheBracketsOfAPrintWithoutSquaresForItsBoxes) {
    const auto print = learn_print(
        small_print(bracket), px_per_mm, SmallForm().words,
        reader_of({"甲乙", "(较好《较差", "丙丁", "戊己", "庚辛", "壬癸", "子丑", "寅卯"}));
    ASSERT_TRUE(print);
    EXPECT_THAT(print->missing, IsEmpty());
    EXPECT_THAT(print->lost, testing::UnorderedElementsAre("q.a", "q.b"));
    auto spots = places_of(*print);
    EXPECT_NEAR(spots["q.a"].center().x, 612 / px_per_mm, 0.3);
    EXPECT_NEAR(spots["q.a"].width, 0.8 * 28 / px_per_mm, 0.2);
    EXPECT_NEAR(spots["q.b"].center().y, (top + 60) / px_per_mm, 0.3);
    EXPECT_LT(print->print.at<uchar>(top + 60, 620), 100) << "the bracket is print";
}

TEST(LearnPrint, MissesTheBoxesOfWhichItSeesNeitherSquareNorBracket) {
    const auto print = learn_print(
        small_print(bracket), px_per_mm, SmallForm().words,
        reader_of({"甲乙", "丨较好丨较差", "丙丁", "戊己", "庚辛", "壬癸", "子丑", "寅卯"}));
    ASSERT_TRUE(print);
    EXPECT_THAT(print->missing, testing::UnorderedElementsAre("q.a", "q.b"));
    EXPECT_THAT(print->lost, IsEmpty());
}

TEST(LearnPrint, ABracketBesideSquaresIsNoBox) {
    int boxes = 0;
    const cv::Mat gray = small_print([&boxes](cv::Mat& on, cv::Point at) {
        if (boxes++ == 0)
            cv::rectangle(on, {at.x, at.y, 28, 28}, cv::Scalar(40), 2);
        else
            bracket(on, at);
    });
    const auto print = learn_print(
        gray, px_per_mm, SmallForm().words,
        reader_of({"甲乙", "较好(较差", "丙丁", "戊己", "庚辛", "壬癸", "子丑", "寅卯"}));
    ASSERT_TRUE(print);
    EXPECT_THAT(print->missing, testing::ElementsAre("q.b"));
}

TEST(LayFlat, TinyAndSlenderPicturesShowNoForm) {
    for (const cv::Size size :
         {cv::Size(1, 1), cv::Size(3, 4000), cv::Size(5000, 40), cv::Size(200, 200)}) {
        cv::Mat gray(size, CV_8UC1, cv::Scalar(250));
        cv::rectangle(gray, cv::Rect(0, 0, size.width, size.height), cv::Scalar(0), 1);
        EXPECT_FALSE(lay_flat(gray)) << size.width << " x " << size.height;
    }
}

TEST(PrintedItems, ASmallBlankCellIsNoSquare) {
    const cv::Mat gray(200, 200, CV_8UC1, cv::Scalar(250));
    const PrintPage page{gray, cv::Mat(200, 200, CV_8UC1, cv::Scalar(0)), px_per_mm};
    const auto read =
        read_print(page, {80, 80, 30, 30}, [](const cv::Mat&) { return TesseractLine(); });
    EXPECT_THAT(read.items, IsEmpty());
    EXPECT_THAT(read.rows, IsEmpty());
}

TEST(LearnPrint, ATableOfOtherWordsIsNoKnownForm) {
    SmallForm form;
    blot(form.gray, 250, 446, 2);
    const PrintReader reader = [](const cv::Mat&) {
        TesseractLine line;
        line.symbols.push_back({"购", 0, 26, 0.9});
        return line;
    };
    EXPECT_FALSE(learn_print(form.gray, px_per_mm, form.words, reader));
}

}  // namespace
}  // namespace tanfang
