#include "pipeline/page/learn_print.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "small_print.h"
#include <gmock/gmock.h>
#include <opencv2/imgproc.hpp>

namespace tanfang {

using namespace small;

namespace {

using testing::IsEmpty;
using testing::SizeIs;

TEST(LearnPrint, FindsBoxesByTheirSquaresAndFieldsByTheCellsAfterTheirLabels) {
    const cv::Mat gray = small_print(square);
    const auto print = learn_print(gray, px_per_mm, small_form(), small_reader());
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

TEST(LearnPrint, FindsBoxesAndCellsThatAreDrawnWithHairlines) {
    cv::Mat gray = small_print([](cv::Mat& on, cv::Point at) {
        cv::rectangle(on, {at.x, at.y, 28, 28}, cv::Scalar(208), 2);
    });
    gray(cv::Range(638, 643), cv::Range(left + 2, right - 1)).setTo(250);  // below the second row
    gray(cv::Range(639, 641), cv::Range(left, right)).setTo(208);
    const auto print = learn_print(gray, px_per_mm, small_form(), small_reader());
    ASSERT_TRUE(print);
    EXPECT_THAT(print->missing, IsEmpty());
    auto spots = places_of(*print);
    EXPECT_NEAR(spots["q.a"].center().x, 614 / px_per_mm, 0.2);
    EXPECT_NEAR(spots["one"].bottom(), 639 / px_per_mm, 0.4);
    EXPECT_NEAR(spots["two"].top(), 641 / px_per_mm, 0.4);
}

TEST(LearnPrint, TakesTheCellBesideALabelForWhatIsWrittenInTheLabelsOwnElsewhere) {
    const auto form = form_of_shared_cells();
    const cv::Mat gray = small_print(square);
    const auto print = learn_print(gray, px_per_mm, form, small_reader());
    ASSERT_TRUE(print);
    auto spots = places_of(*print);
    EXPECT_NEAR(spots["one"].left(), (middle + 2) / px_per_mm, 0.4);
    EXPECT_NEAR(spots["three"].right(), (right - 2) / px_per_mm, 0.4);
    EXPECT_NEAR(spots["two"].center().y, (top + 2.5 * row) / px_per_mm, 0.3);
}

TEST(LearnPrint, TakesTheLargeCellBelowALabelForWhatIsWrittenInTheLabelsOwnElsewhere) {
    const auto form = small_form({"甲乙", "[q.a]较好[q.b]较差", "丙丁", "{one}", "戊己", "{two}",
                                  "庚辛", "{three}", "壬癸", "子丑", "寅卯{four}"});
    cv::Mat gray = small_print(square);
    constexpr int foot = top + 6 * row;
    cv::rectangle(gray, {middle, foot}, {right, foot + 3 * row}, cv::Scalar(40), 3);
    const auto print = learn_print(gray, px_per_mm, form, small_reader());
    ASSERT_TRUE(print);
    auto spots = places_of(*print);
    EXPECT_NEAR(spots["four"].center().y, (foot + 1.5 * row) / px_per_mm, 0.3);
}

TEST(LearnPrint, TakesNoCellBesideALabelInWhichTheHeadsDateStands) {
    auto form = small_form({"甲乙", "[q.a]较好[q.b]较差", "丙丁", "{one}", "戊己", "{two}", "庚辛",
                            "{three}", "壬癸", "{four}", "子丑{five}"});
    form.front().above = flow_of("表{d.year}年{d.month}月{d.day}日");
    cv::Mat gray = small_print(square);
    constexpr int head = top + 5 * row;
    gray(cv::Range(head + 5, head + row - 5), cv::Range(middle - 5, right - 5)).setTo(250);
    cv::line(gray, {900, head}, {900, head + row}, cv::Scalar(40), 3);
    for (const int x : {1050, 1200, 1350}) blot(gray, x, head + 46, 1);
    const auto print = learn_print(
        gray, px_per_mm, form,
        reader_of({"甲乙", "较好较差", "丙丁", "戊己", "庚辛", "壬癸", "子丑", "年月日"}));
    ASSERT_TRUE(print);
    EXPECT_THAT(print->missing, IsEmpty());
    auto spots = places_of(*print);
    ASSERT_TRUE(spots.contains("five"));
    EXPECT_NEAR(spots["five"].right(), 898 / px_per_mm, 0.6);
    EXPECT_NEAR(spots["d.month"].left(), 1076 / px_per_mm, 1.5);
}

TEST(LearnPrint, ThePlaceBelowTheTableEndsWhereANoteBegins) {
    auto form = small_form({"甲乙", "[q.a]较好[q.b]较差", "丙丁", "{one}", "戊己", "{two}", "庚辛",
                            "{three}", "壬癸", "{four}", "子丑", "寅卯", "签字{five}"});
    cv::Mat gray = small_print(square);
    constexpr int foot = top + 6 * row;
    blot(gray, left + 50, foot + 60, 2);
    blot(gray, left + 50, foot + 110, 2);
    const auto print = learn_print(gray, px_per_mm, form,
                                   reader_of({"甲乙", "较好较差", "丙丁", "戊己", "庚辛", "壬癸",
                                              "子丑", "寅卯", "签字", "今日"}));
    ASSERT_TRUE(print);
    auto spots = places_of(*print);
    EXPECT_THAT(print->missing, IsEmpty());
    ASSERT_TRUE(spots.contains("five"));
    EXPECT_NEAR(spots["five"].bottom(), (foot + 110) / px_per_mm, 0.5);
}

/// Instead of the last two rows: headings of two signs side by side, each over a cell.
///
/// @param rows  height of these cells
void put_headings_at_foot(cv::Mat& gray, int headings, int rows) {
    constexpr int foot = top + 6 * row;
    const int width = (right - left) / headings;
    gray(cv::Range(foot - 2 * row + 5, foot + 5), cv::Range(left + 5, right - 5)).setTo(250);
    for (int x = left; x + width <= right; x += width) {
        cv::rectangle(gray, {x, foot - 2 * row}, {x + width, foot - row}, cv::Scalar(40), 3);
        cv::rectangle(gray, {x, foot - row}, {x + width, foot + (rows - 1) * row}, cv::Scalar(40),
                      3);
        blot(gray, x + 9 * width / 20, foot - 2 * row + 46, 2);
    }
}

TEST(LearnPrint, OfHeadingsSideBySideTheLargeCellsBelowAreThePlacesThoughOneHeadingIsUnknown) {
    const auto form = small_form({"甲乙", "[q.a]较好[q.b]较差", "丙丁", "{one}", "戊己", "{two}",
                                  "庚辛", "{three}", "壬癸{four}", "子丑{five}"});
    cv::Mat gray = small_print(square);
    constexpr int foot = top + 6 * row, third = (right - left) / 3;
    put_headings_at_foot(gray, 3, 3);
    const auto print =
        learn_print(gray, px_per_mm, form,
                    reader_of({"甲乙", "较好较差", "丙丁", "戊己", "庚辛", "壬癸", "子丑", "今日",
                               "今日", "今日", "今日", "今日", "今日"}));
    ASSERT_TRUE(print);
    auto spots = places_of(*print);
    for (const auto& [id, x] : {std::pair("four", left), std::pair("five", left + third)}) {
        EXPECT_NEAR(spots[id].center().x, (x + third / 2) / px_per_mm, 0.4) << id;
        EXPECT_NEAR(spots[id].center().y, (foot + 0.5 * row) / px_per_mm, 0.4) << id;
    }
}

TEST(LearnPrint, OfHeadingsSideBySideThePlacesAreBelowThoughTheFormHasOneWithItsLabel) {
    const auto form = small_form({"甲乙", "[q.a]较好[q.b]较差", "丙丁", "{one}", "戊己", "{two}",
                                  "庚辛", "{three}", "壬癸", "{four}", "子丑{five}"});
    cv::Mat gray = small_print(square);
    constexpr int foot = top + 6 * row, half = (right - left) / 2;
    put_headings_at_foot(gray, 2, 1);
    const auto print =
        learn_print(gray, px_per_mm, form,
                    reader_of({"甲乙", "较好较差", "丙丁", "戊己", "庚辛", "壬癸", "子丑"}));
    ASSERT_TRUE(print);
    auto spots = places_of(*print);
    for (const auto& [id, x] : {std::pair("four", left), std::pair("five", left + half)}) {
        ASSERT_TRUE(spots.contains(id)) << id;
        EXPECT_NEAR(spots[id].center().x, (x + half / 2) / px_per_mm, 0.4) << id;
        EXPECT_NEAR(spots[id].center().y, (foot - 0.5 * row) / px_per_mm, 0.4) << id;
    }
}

TEST(LearnPrint, ACellForWritingAloneIsItsOwnPlaceThoughALargerOneStandsBelow) {
    cv::Mat gray = small_print(square);
    constexpr int foot = top + 6 * row;
    cv::rectangle(gray, {middle, foot - row}, {right, foot + 3 * row}, cv::Scalar(40), 3);
    gray(cv::Range(foot - row + 5, foot - 5), cv::Range(middle + 5, right - 5)).setTo(250);
    const auto form = small_form({"甲乙", "[q.a]较好[q.b]较差", "丙丁", "{one}", "戊己", "{two}",
                                  "庚辛", "{three}", "壬癸", "{four}", "子丑", "{five}"});
    const auto print =
        learn_print(gray, px_per_mm, form,
                    reader_of({"甲乙", "较好较差", "丙丁", "戊己", "庚辛", "壬癸", "子丑"}));
    ASSERT_TRUE(print);
    EXPECT_NEAR(places_of(*print)["five"].center().y, (foot - 0.5 * row) / px_per_mm, 0.3);
}

TEST(LearnPrint, ThePlaceBehindALabelIsTakenThoughTheWordsAfterItStandInAnotherCell) {
    const auto print =
        learn_print(small_print(square), px_per_mm,
                    small_form({"甲乙", "[q.a]较好[q.b]较差", "丙丁", "{one}", "戊己", "{two}",
                                "庚辛", "{three}", "壬癸", "{four}子丑{five}"}),
                    small_reader());
    ASSERT_TRUE(print);
    EXPECT_THAT(print->missing, IsEmpty());
    auto spots = places_of(*print);
    EXPECT_NEAR(spots["four"].center().y, (top + 4.5 * row) / px_per_mm, 0.3);
    EXPECT_NEAR(spots["four"].left(), (middle + 2) / px_per_mm, 0.4);
}

TEST(LearnPrint, ASignBesideAPlaceOfWritingIsPrintOnlyIfItWasReadRight) {
    const auto form = form_of_shared_cells();
    const cv::Mat gray = small_print(square);
    for (const auto* label : {"丙丁", "丙口"}) {
        const auto print = learn_print(
            gray, px_per_mm, form,
            reader_of({"甲乙", "较好较差", label, "戊己", "庚辛", "壬癸", "子丑", "寅卯"}));
        ASSERT_TRUE(print);
        const auto darkness = [&](int x) {
            return 255 - print->print.at<uchar>(top + row + 60, x);
        };
        EXPECT_GT(darkness(263), 100) << label;
        EXPECT_EQ(darkness(297) > 100, std::string("丙丁") == label) << label;
    }
}

void bracket(cv::Mat& on, cv::Point at) {
    cv::rectangle(on, {at.x + 18, at.y, 5, 28}, cv::Scalar(40), cv::FILLED);
}

TEST(LearnPrint, TakesTheBracketsOfAPrintWithoutSquaresForItsBoxes) {
    const auto print = learn_print(
        small_print(bracket), px_per_mm, small_form(),
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
        small_print(bracket), px_per_mm, small_form(),
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
        gray, px_per_mm, small_form(),
        reader_of({"甲乙", "较好(较差", "丙丁", "戊己", "庚辛", "壬癸", "子丑", "寅卯"}));
    ASSERT_TRUE(print);
    EXPECT_THAT(print->missing, testing::ElementsAre("q.b"));
}

TEST(LearnPrint, APageWithEarlyCellsButWithoutTitleAndFirstCellsIsTheSecond) {
    const Cells all{"一二",    "{zero}", "三四",   "甲乙",  "[q.a]较好[q.b]较差",
                    "丙丁",    "{one}",  "戊己",   "{two}", "庚辛",
                    "{three}", "壬癸",   "{four}", "子丑",  "寅卯"};
    auto form = small_form(all);
    form.front().above = flow_of("五六七八{date}");
    const cv::Mat gray = small_print(square);
    const auto second = learn_print(gray, px_per_mm, form, small_reader());
    ASSERT_TRUE(second);
    EXPECT_EQ(second->page, 1);
    form.front().above = flow_of("寅卯{date}");
    const auto titled = learn_print(gray, px_per_mm, form, small_reader());
    ASSERT_TRUE(titled);
    EXPECT_EQ(titled->page, 0);
    const auto first = learn_print(gray, px_per_mm, small_form(), small_reader());
    ASSERT_TRUE(first);
    EXPECT_EQ(first->page, 0);
}

/// The spots of a second page that has a date below its table.
std::map<std::string, Box<Mm>> spots_of_second_page(const std::string& last_cell) {
    auto form =
        small_form({"一二", "{zero}", "三四", "甲乙", "[q.a]较好[q.b]较差", "丙丁", "{one}", "戊己",
                    "{two}", "庚辛", "{three}", "壬癸", "{four}", "子丑", "寅卯", last_cell});
    form.front().above = flow_of("五六七八{y}年{m}月{d}日");
    cv::Mat gray = small_print(square);
    for (const int x : {left + 300, left + 500, left + 700}) blot(gray, x, top + 6 * row + 60, 1);
    const auto print = learn_print(
        gray, px_per_mm, form,
        reader_of({"甲乙", "较好较差", "丙丁", "戊己", "庚辛", "壬癸", "子丑", "寅卯", "年月日"}));
    return print && print->page == 1 ? places_of(*print) : std::map<std::string, Box<Mm>>();
}

TEST(LearnPrint, TheHeadsDateMayStandBelowTheTableOfTheSecondPageIfTheFormHasNoOther) {
    const auto spots = spots_of_second_page("午未");
    ASSERT_TRUE(spots.contains("y") && spots.contains("d"));
    EXPECT_NEAR(spots.at("m").right(), (left + 500) / px_per_mm, 0.5);
    EXPECT_TRUE(spots_of_second_page("午未").contains("one"));
    const auto another = spots_of_second_page("{sy}年{sm}月{sd}日");
    EXPECT_TRUE(another.contains("sy") && !another.contains("y")) << "that one is sought there";
}

TEST(LearnPrint, ATableOfOtherWordsIsNoKnownForm) {
    const PrintReader reader = [](const cv::Mat&) {
        TesseractLine line;
        line.symbols.push_back({"购", 0, 26, 0.9});
        return line;
    };
    EXPECT_FALSE(learn_print(small_print(bracket), px_per_mm, small_form(), reader));
}

}  // namespace
}  // namespace tanfang
