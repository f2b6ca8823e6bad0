#include "pipeline/page/learn_print.h"

#include "pipeline/base/text.h"
#include "pipeline/page/flat_print.h"
#include "pipeline/page/flow_match.h"
#include "pipeline/page/form_match.h"
#include "pipeline/page/table_cells.h"
#include "pipeline/page/writing_gap.h"

#include <algorithm>
#include <cmath>

#include <gmock/gmock.h>
#include <opencv2/imgproc.hpp>

namespace tanfang {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr double px_per_mm = 8;

PrintFlow flow_of(const std::string& text) {
    const Json json = {
        {"schema", "tanfang-print-words/1"},
        {"forms", Json::array({{{"form", "f"}, {"above", text}, {"cells", Json::array()}}})}};
    return parse_print_words(json).front().above;
}

/// Characters 30 px apart from x = 100 on; □ is a square.
std::vector<PrintedItem> items_of(const std::string& text) {
    std::vector<PrintedItem> items;
    const std::u32string characters = code_points(text).value();
    for (const char32_t c : characters) {
        const int x = 100 + 30 * static_cast<int>(items.size());
        items.push_back({c == U'□', c == U'□' ? 0 : c, 0, {x, 50, 26, 26}});
    }
    return items;
}

TEST(PrintWords, TakeBoxesGapsAndCharactersInOrderWithoutBlanks) {
    const auto flow = flow_of("[a.b]增 加{n}人");
    ASSERT_THAT(flow, SizeIs(5));
    EXPECT_EQ(flow[0].kind, PrintToken::Kind::box);
    EXPECT_EQ(flow[0].spot, "a.b");
    EXPECT_EQ(flow[2].character, U'加');
    EXPECT_EQ(flow[3].kind, PrintToken::Kind::gap);
}

TEST(PrintWords, ABracketLeftOpenIsAFaultyTemplate) {
    EXPECT_THROW(flow_of("增加{n人"), Error);
}

TEST(PrintWords, NameEverySpotOfTheInstalledFormsOnce) {
    const std::filesystem::path templates = TANFANG_SOURCE_DIR "/templates";
    for (const auto& words :
         parse_print_words(load_json(templates / "print_words.json", Fault::bad_template))) {
        std::vector<std::string> named, spots;
        const auto take = [&](const PrintFlow& flow) {
            for (const auto& token : flow)
                if (token.kind != PrintToken::Kind::character)
                    named.push_back(token.spot);
        };
        take(words.above);
        for (const auto& cell : words.cells) take(cell);
        for (const auto& spot :
             parse_form(load_json(templates / (words.form + ".json"), Fault::bad_template)).spots)
            spots.push_back(spot.id);
        EXPECT_THAT(named, testing::UnorderedElementsAreArray(spots)) << words.form;
    }
}

TEST(FlowMatch, AMisreadCharacterKeepsItsPlaceBetweenRightOnes) {
    const auto match = match_flow(flow_of("表达能力"), items_of("表込能力"));
    EXPECT_THAT(match.item_of, ElementsAre(0, 1, 2, 3));
    EXPECT_GT(match.agreement, 0.6);
}

TEST(FlowMatch, ASquareGoesToTheBoxAndNotToAWord) {
    const auto match = match_flow(flow_of("[f.a]较好[f.b]较差"), items_of("较好□较差"));
    EXPECT_THAT(match.item_of, ElementsAre(-1, 0, 1, 2, 3, 4));
}

TEST(FlowMatch, TheCharacterMouthMayLookLikeASquare) {
    EXPECT_THAT(match_flow(flow_of("人口变化"), items_of("人□变化")).item_of,
                ElementsAre(0, 1, 2, 3));
}

TEST(FlowMatch, OtherWordsDoNotAgree) {
    EXPECT_LT(match_flow(flow_of("表达能力"), items_of("房屋租赁合同")).agreement, 0.35);
}

/// A row of words with a blank after the second character.
PrintedRegion row_with_gap(const std::vector<PrintedItem>& items, int width) {
    PrintedRegion region;
    region.box = {0, 0, width, 130};
    region.items = items;
    region.rows.emplace_back();
    for (const auto& item : items) {
        region.rows.front().box |= item.box;
        region.rows.front().ink.emplace_back(item.box.x, item.box.x + item.box.width);
    }
    return region;
}

TEST(WritingGap, LiesBetweenTheWordsBeforeAndAfterIt) {
    auto items = items_of("增加人");
    items[2].box.x = 400;
    const auto flow = flow_of("增加{n}人");
    const cv::Rect gap =
        writing_gap(row_with_gap(items, 600), flow, match_flow(flow, items), 2, px_per_mm);
    EXPECT_EQ(gap.x, 156);
    EXPECT_EQ(gap.x + gap.width, 400);
}

TEST(WritingGap, ReachesTheEdgeOfTheCellAfterItsLastWord) {
    const auto items = items_of("经济来源：");
    const auto flow = flow_of("经济来源：{n}");
    const cv::Rect gap =
        writing_gap(row_with_gap(items, 900), flow, match_flow(flow, items), 5, px_per_mm);
    EXPECT_EQ(gap.x, 246);
    EXPECT_EQ(gap.x + gap.width, 900);
    EXPECT_EQ(gap.height, 130) << "nothing else stands there";
}

TEST(WritingGap, IsNoneWhereWordsStandClose) {
    const auto items = items_of("增加人");
    const auto flow = flow_of("增加{n}人");
    EXPECT_TRUE(
        writing_gap(row_with_gap(items, 600), flow, match_flow(flow, items), 2, px_per_mm).empty());
}

TEST(WritingGap, TwoPlacesWithoutAWordBetweenThemShareTheBlank) {
    const auto items = items_of("签字：");
    const auto flow = flow_of("签字：{s}{year}");
    const auto region = row_with_gap(items, 1000);
    const auto match = match_flow(flow, items);
    const cv::Rect first = writing_gap(region, flow, match, 3, px_per_mm),
                   second = writing_gap(region, flow, match, 4, px_per_mm);
    EXPECT_EQ(first.x + first.width, second.x);
    EXPECT_GT(first.width, second.width);
}

/// Two lines: words that end at x = 156, and below them a word that begins at `second`; 20 px
/// between them.
PrintedRegion two_lines(std::vector<PrintedItem> items, int second, int width) {
    items[2].box = {second, 96, 26, 26};
    items[2].line = 1;
    PrintedRegion region;
    region.box = {90, 0, width, 130};
    region.items = items;
    region.rows.resize(2);
    for (const auto& item : items) {
        auto& row = region.rows[static_cast<std::size_t>(item.line)];
        row.box |= item.box;
        row.ink.emplace_back(item.box.x, item.box.x + item.box.width);
    }
    return region;
}

TEST(WritingGap, ThatALineBreakCutsIsWhereTheLineIsLonger) {
    const auto items = items_of("减少人");
    const auto flow = flow_of("减少{n}人");
    const auto match = match_flow(flow, items);
    const cv::Rect below = writing_gap(two_lines(items, 300, 210), flow, match, 2, px_per_mm);
    EXPECT_EQ(below.x, 90);
    EXPECT_EQ(below.x + below.width, 300) << "left of the word on the second line";
    const cv::Rect beside = writing_gap(two_lines(items, 92, 210), flow, match, 2, px_per_mm);
    EXPECT_EQ(beside.x, 156);
    EXPECT_EQ(beside.x + beside.width, 300) << "the second line begins with its word";
}

TEST(FormMatch, CellsForWritingStayWithTheWordsBeforeThem) {
    PrintWords form;
    form.form = "f";
    for (const auto* cell : {"甲乙", "{a}", "丙丁", "{b}", "戊己", "{c}", "{d}"})
        form.cells.push_back(flow_of(cell));
    std::vector<PrintedRegion> cells(4);
    cells[0].items = items_of("甲乙");
    cells[2].items = items_of("丙丁");
    const FormMatch match = match_form(cells, form);
    std::vector<std::size_t> known;
    for (const auto& cell : match.cells) known.push_back(cell.known);
    EXPECT_THAT(known, testing::ElementsAre(0, 1, 2, 3)) << "not the last ones that are blank";
}

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

TEST(LearnPrint, FindsBoxesByTheirSquaresAndFieldsByTheCellsAfterTheirLabels) {
    cv::Mat gray(2376, 1680, CV_8UC1, cv::Scalar(250));
    const int left = 200, middle = 500, right = 1480, top = 400, row = 120;
    for (int i = 0; i <= 6; ++i)
        cv::line(gray, {left, top + i * row}, {right, top + i * row}, cv::Scalar(40), 3);
    for (const int x : {left, middle, right})
        cv::line(gray, {x, top}, {x, top + 6 * row}, cv::Scalar(40), 3);
    for (int i = 0; i < 6; ++i) blot(gray, 250, top + i * row + 46, 2);
    for (const int x : {600, 900}) {
        cv::rectangle(gray, {x, top + 46, 28, 28}, cv::Scalar(40), 2);
        blot(gray, x + 36, top + 46, 2);
    }
    blot(gray, 600, top + 5 * row + 46, 2);
    SmallForm form;
    const std::vector<std::string> read{"甲乙", "较好较差", "丙丁", "戊己",
                                        "庚辛", "壬癸",     "子丑", "寅卯"};
    std::size_t next = 0;
    const PrintReader reader = [&](const cv::Mat& line) {
        // one symbol per blot, from left to right
        cv::Mat columns;
        cv::reduce(line < 128, columns, 0, cv::REDUCE_MAX);
        TesseractLine result;
        const auto text = *code_points(read.at(next++));
        for (int x = 0; x < columns.cols; ++x)
            if (columns.at<uchar>(x)) {
                int end = x;
                while (end < columns.cols && columns.at<uchar>(end)) ++end;
                if (result.symbols.size() < text.size())
                    result.symbols.push_back(
                        {utf8(text[result.symbols.size()]), double(x), double(end), 0.9, {}});
                x = end;
            }
        return result;
    };
    const auto print = learn_print(gray, px_per_mm, form.words, reader);
    ASSERT_TRUE(print);
    EXPECT_EQ(print->form, "small");
    EXPECT_THAT(print->missing, IsEmpty());
    std::map<std::string, Box<Mm>> spots;
    for (const auto& spot : print->spots) spots[spot.id] = spot.box;
    ASSERT_THAT(spots, SizeIs(6));
    EXPECT_NEAR(spots["q.a"].center().x, 614 / px_per_mm, 0.2);
    EXPECT_NEAR(spots["q.b"].center().x, 914 / px_per_mm, 0.2);
    EXPECT_NEAR(spots["two"].center().y, (top + 2.5 * row) / px_per_mm, 0.3);
    EXPECT_NEAR(spots["two"].left(), (middle + 2) / px_per_mm, 0.4);
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
        line.symbols.push_back({"购", 0, 26, 0.9, {}});
        return line;
    };
    EXPECT_FALSE(learn_print(form.gray, px_per_mm, form.words, reader));
}

}  // namespace
}  // namespace tanfang
