#include "pipeline/page/flow_match.h"

#include "pipeline/base/text.h"
#include "pipeline/form/form_template.h"
#include "pipeline/page/form_match.h"
#include "pipeline/page/spot_collector.h"
#include "pipeline/page/writing_gap.h"

#include "flow_of.h"
#include <gmock/gmock.h>

namespace tanfang {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

constexpr double px_per_mm = 8;

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

TEST(WritingGap, BeginsAfterTheLabelEvenWhereWritingWasTakenForItsLastSign) {
    auto items = items_of("住址人");
    items[1].box.x = 320;  // what looks like 址 stands where people write
    items[2].box.x = 700;
    const auto flow = flow_of("住址{n}人");
    const cv::Rect gap =
        writing_gap(row_with_gap(items, 900), flow, match_flow(flow, items), 2, px_per_mm);
    EXPECT_EQ(gap.x, 126);
    EXPECT_EQ(gap.x + gap.width, 700);
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

TEST(WritingGap, BetweenWordsSetUprightIsTheBandBetweenThem) {
    auto items = items_of("第次");
    items[0].box = {104, 6, 26, 26};
    items[1].box = {104, 96, 26, 26};
    items[1].line = 1;
    PrintedRegion region;
    region.box = {90, 0, 160, 130};
    region.items = items;
    for (const auto& item : items)
        region.rows.push_back({item.box, {{item.box.x, item.box.x + item.box.width}}});
    const auto flow = flow_of("第{n}次");
    const cv::Rect gap = writing_gap(region, flow, match_flow(flow, items), 1, px_per_mm);
    EXPECT_EQ(gap.width, 160);
    EXPECT_NEAR(gap.y + gap.height / 2, 64, 2) << "and not beside one of them";
}

TEST(WritingGap, IsNoneWhereItsOwnLabelWasNotFoundAndTheBlankIsAnotherGaps) {
    const auto items = items_of("项目");
    const auto flow = flow_of("项目{what}金额{much}");
    const auto region = row_with_gap(items, 900);
    const auto match = match_flow(flow, items);
    EXPECT_FALSE(writing_gap(region, flow, match, 2, px_per_mm).empty());
    EXPECT_TRUE(writing_gap(region, flow, match, 5, px_per_mm).empty());
}

TEST(SpotCollector, TakesNoBoxWhereTwoRowsOfTheTableLookLikeOne) {
    const auto flow = flow_of("[f.a]较好[f.b]较差");
    const cv::Mat ink(130, 900, CV_8UC1, cv::Scalar(0));
    for (const auto& [words, found] :
         {std::pair("□较好□较差", 2u), std::pair("□较好□较差□较好□较差", 0u)}) {
        const auto items = items_of(words);
        const auto region = row_with_gap(items, 900);
        const auto match = match_flow(flow, items);
        SpotCollector collector(0, ink, px_per_mm);
        collector.take_cell(region, flow, match);
        EXPECT_EQ(collector.spots.size(), found) << words;
        EXPECT_EQ(collector.missing.size(), 2 - found) << words;
    }
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
    EXPECT_THAT(known, ElementsAre(0, 1, 2, 3)) << "not the last ones that are blank";
}

}  // namespace
}  // namespace tanfang
