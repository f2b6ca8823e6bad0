#include "pipeline/page/writing_gap.h"

#include "flow_of.h"
#include "printed_row.h"
#include <gmock/gmock.h>

namespace tanfang {
namespace {

/// The place of the gap, a token of the flow, in one line of words.
cv::Rect gap_in(const std::vector<PrintedItem>& items, int width, const std::string& words,
                std::size_t gap) {
    const auto flow = flow_of(words);
    return writing_gap(row_with_gap(items, width), flow, match_flow(flow, items), gap,
                       printed_px_per_mm);
}

TEST(WritingGap, LiesBetweenTheWordsBeforeAndAfterIt) {
    auto items = items_of("增加人");
    items[2].box.x = 400;
    const cv::Rect gap = gap_in(items, 600, "增加{n}人", 2);
    EXPECT_EQ(gap.x, 156);
    EXPECT_EQ(gap.x + gap.width, 400);
}

TEST(WritingGap, LiesBetweenPrintedBracketsThatTheKnownWordsLack) {
    auto items = items_of("增加()人");
    items[2].box = {180, 50, 8, 26};
    items[3].box = {360, 50, 8, 26};
    items[4].box.x = 390;
    const cv::Rect gap = gap_in(items, 600, "增加{n}人", 2);
    EXPECT_EQ(gap.x, 188);
    EXPECT_EQ(gap.br().x, 360);
    items[2].character = U'人';
    EXPECT_EQ(gap_in(items, 600, "增加{n}人", 2).x, 188) << "one of them is read as another sign";
    items[3].character = U'7';
    EXPECT_EQ(gap_in(items, 600, "增加{n}人", 2).x, 156) << "strokes of writing are no brackets";
    items[3].character = U')';
    items[2].box = {180, 50, 26, 26};
    EXPECT_EQ(gap_in(items, 600, "增加{n}人", 2).x, 156) << "neither is a sign";
}

TEST(WritingGap, LiesBesideTheBracketThatIsNotTakenForAPartOfTheWord) {
    auto items = items_of("增加()人");
    items[1].box.width = 60;  // 加 with its bracket
    items[2].box = {180, 50, 8, 26};
    items[3].box = {360, 50, 8, 26};
    items[4].box.x = 390;
    PrintedRegion region = row_with_gap(items, 600);
    region.rows.front().ink = {{100, 126}, {130, 190}, {360, 368}, {390, 416}};
    const auto flow = flow_of("增加{n}人");
    const cv::Rect gap = writing_gap(region, flow, match_flow(flow, items), 2, printed_px_per_mm);
    EXPECT_EQ(gap.x, 190);
    EXPECT_EQ(gap.br().x, 360);
}

TEST(WritingGap, BeginsBehindABracketThatIsClosedBehindTheUnit) {
    auto items = items_of("增加人)");
    items[2].box.x = 400;
    items[3].box = {430, 50, 8, 26};
    PrintedRegion region = row_with_gap(items, 600);
    region.rows.front().ink = {{100, 126}, {130, 156}, {170, 178}, {400, 426}, {430, 438}};
    const auto flow = flow_of("增加{n}人");
    const auto left = [&] {
        return writing_gap(region, flow, match_flow(flow, region.items), 2, printed_px_per_mm).x;
    };
    EXPECT_EQ(left(), 178);
    region.items[3].character = U'。';
    EXPECT_EQ(left(), 156) << "a stroke of writing";
    region.items[3].character = U')';
    region.rows.front().ink[2] = {300, 308};
    EXPECT_EQ(left(), 156) << "far from the word";
}

TEST(WritingGap, BeginsBehindAPrintedColonThatTheKnownWordsLack) {
    auto items = items_of("补贴项目:");
    items[4].box = {224, 50, 4, 26};
    EXPECT_EQ(gap_in(items, 900, "补贴项目{n}", 4).x, 228);
    items[4].character = U'1';
    EXPECT_EQ(gap_in(items, 900, "补贴项目{n}", 4).x, 216);
}

TEST(WritingGap, ReachesTheEdgeOfTheCellAfterItsLastWord) {
    const auto items = items_of("经济来源：");
    const cv::Rect gap = gap_in(items, 900, "经济来源：{n}", 5);
    EXPECT_EQ(gap.x, 246);
    EXPECT_EQ(gap.x + gap.width, 900);
    EXPECT_EQ(gap.height, 130) << "nothing else stands there";
}

TEST(WritingGap, BeginsAfterTheLabelEvenWhereWritingWasTakenForItsLastSign) {
    auto items = items_of("住址人");
    items[1].box.x = 320;  // what looks like 址 stands where people write
    items[2].box.x = 700;
    const cv::Rect gap = gap_in(items, 900, "住址{n}人", 2);
    EXPECT_EQ(gap.x, 126);
    EXPECT_EQ(gap.x + gap.width, 700);
}

TEST(WritingGap, BeginsBeforeWritingThatFollowsTheLastSignOfALabel) {
    auto items = items_of("(街道)村");
    items[4].box.x = 700;
    PrintedRegion region = row_with_gap(items, 900);
    for (const int x : {224, 236, 248}) region.rows.front().ink.push_back({x, x + 6});
    const auto flow = flow_of("(街道){n}村");
    EXPECT_EQ(writing_gap(region, flow, match_flow(flow, items), 4, printed_px_per_mm).x, 216)
        << "the bracket itself was found";
    region.items[3].character = U'”';
    EXPECT_EQ(writing_gap(region, flow, match_flow(flow, region.items), 4, printed_px_per_mm).x,
              230)
        << "one piece at most can be the bracket";
}

TEST(WritingGap, BeginsBehindNoMoreThanASignWhereTheReaderTookWritingIntoItsBox) {
    auto items = items_of("每月元");
    items[1].box.width = 60;
    items[2].box.x = 400;
    PrintedRegion region = row_with_gap(items, 600);
    region.rows.front().ink = {{100, 126}, {130, 154}, {160, 172}, {178, 188}, {400, 426}};
    const auto flow = flow_of("每月{n}元");
    EXPECT_EQ(writing_gap(region, flow, match_flow(flow, items), 2, printed_px_per_mm).x, 154);
}

TEST(WritingGap, IsNoneWhereWordsStandClose) {
    EXPECT_TRUE(gap_in(items_of("增加人"), 600, "增加{n}人", 2).empty());
}

TEST(WritingGap, TwoPlacesWithoutAWordBetweenThemShareTheBlank) {
    const auto items = items_of("签字：");
    const auto flow = flow_of("签字：{s}{year}");
    const auto region = row_with_gap(items, 1000);
    const auto match = match_flow(flow, items);
    const cv::Rect first = writing_gap(region, flow, match, 3, printed_px_per_mm),
                   second = writing_gap(region, flow, match, 4, printed_px_per_mm);
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
    const cv::Rect below =
        writing_gap(two_lines(items, 300, 210), flow, match, 2, printed_px_per_mm);
    EXPECT_EQ(below.x, 90);
    EXPECT_EQ(below.x + below.width, 300) << "left of the word on the second line";
    const cv::Rect beside =
        writing_gap(two_lines(items, 92, 210), flow, match, 2, printed_px_per_mm);
    EXPECT_EQ(beside.x, 156);
    EXPECT_EQ(beside.x + beside.width, 300) << "the second line begins with its word";
    const cv::Rect centered =
        writing_gap(two_lines(items, 270, 210), flow, match, 2, printed_px_per_mm);
    EXPECT_EQ(centered.x, 156) << "the second line is hardly longer";
}

TEST(WritingGap, TheRimOfALabelsCellIsNoPlaceToWrite) {
    const auto items = items_of("签字");
    const auto flow = flow_of("{n}签字");
    const auto match = match_flow(flow, items);
    PrintedRegion region = row_with_gap(items, 1000);
    region.box = {60, 25, 130, 76};  // 5 mm beside the words, 3 mm above and below
    EXPECT_TRUE(writing_gap(region, flow, match, 0, printed_px_per_mm).empty());
    region.box = {20, 25, 170, 76};
    EXPECT_EQ(writing_gap(region, flow, match, 0, printed_px_per_mm).x, 20) << "10 mm are one";
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
    const cv::Rect gap = writing_gap(region, flow, match_flow(flow, items), 1, printed_px_per_mm);
    EXPECT_EQ(gap.width, 160);
    EXPECT_NEAR(gap.y + gap.height / 2, 64, 2) << "and not beside one of them";
}

TEST(WritingGap, IsNoneWhereItsOwnLabelWasNotFoundAndTheBlankIsAnotherGaps) {
    const auto items = items_of("项目");
    EXPECT_FALSE(gap_in(items, 900, "项目{what}金额{much}", 2).empty());
    EXPECT_TRUE(gap_in(items, 900, "项目{what}金额{much}", 5).empty());
}

/// A signature's label at the end of one line, the date's words on the next; a word left of both.
PrintedRegion signed_cell(int label_x, int year_x) {
    PrintedRegion region;
    region.box = {0, 0, 900, 130};
    region.items = items_of("签字年");
    region.items[0].box.x = label_x;
    region.items[1].box.x = label_x + 30;
    region.items[2].box = {year_x, 96, 26, 26};
    region.items[2].line = 1;
    region.rows.resize(2);
    for (const auto& item : region.items) {
        auto& row = region.rows[static_cast<std::size_t>(item.line)];
        row.box |= item.box;
        row.ink.emplace_back(item.box.x, item.box.x + item.box.width);
    }
    return region;
}

TEST(WritingGap, OfASignatureIsBehindItsLabelWhereTheDateHasALineOfItsOwn) {
    const auto flow = flow_of("签字{s}{year}年");
    const auto region = signed_cell(400, 600);
    const auto match = match_flow(flow, region.items);
    const cv::Rect signature = writing_gap(region, flow, match, 2, printed_px_per_mm),
                   year = writing_gap(region, flow, match, 3, printed_px_per_mm);
    EXPECT_EQ(signature.x, 456);
    EXPECT_EQ(signature.br().x, 900);
    EXPECT_LT(signature.y + signature.height / 2, 90);
    EXPECT_EQ(year.br().x, 600);
    EXPECT_EQ(year.width, 22 * printed_px_per_mm) << "not from the cell's left edge";
    EXPECT_GT(year.y + year.height / 2, 90);
}

TEST(WritingGap, OfASignatureIsNoHigherThanAPersonWrites) {
    const auto flow = flow_of("签字{s}{year}年");
    auto region = signed_cell(400, 600);
    region.box.y = -400;  // a cell with room above the signature for something else
    region.box.height = 530;
    const cv::Rect signature =
        writing_gap(region, flow, match_flow(flow, region.items), 2, printed_px_per_mm);
    EXPECT_EQ(signature.x, 456);
    EXPECT_LE(signature.height, 10 * printed_px_per_mm);
}

TEST(WritingGap, IsBesideItsWordAndNotBetweenLinesThatAreSetWide) {
    auto items = items_of("项目额");
    items[0].box.x = 440;
    items[1].box.x = 470;
    const auto flow = flow_of("项目{n}额");
    for (const int second : {136, 176}) {
        items[2].box = {100, second, 26, 26};
        items[2].line = 1;
        PrintedRegion region;
        region.box = {90, 40, 560, 200};
        region.items = items;
        region.rows = {{{440, 50, 56, 26}, {{440, 496}}}, {{100, second, 500, 26}, {{100, 600}}}};
        const cv::Rect gap =
            writing_gap(region, flow, match_flow(flow, items), 2, printed_px_per_mm);
        EXPECT_EQ(gap.x, second == 136 ? 496 : 90) << second;
    }
}

TEST(WritingGap, OfASignatureIsBeforeTheDateWhereItsLabelEndsTheLine) {
    const auto flow = flow_of("签字{s}{year}年");
    const auto region = signed_cell(800, 600);
    const auto match = match_flow(flow, region.items);
    const cv::Rect signature = writing_gap(region, flow, match, 2, printed_px_per_mm),
                   year = writing_gap(region, flow, match, 3, printed_px_per_mm);
    EXPECT_EQ(signature.br().x, year.x);
    EXPECT_GT(signature.y + signature.height / 2, 90);
}

TEST(WritingGap, BeginsBeforeADigitThatTheWordsBoxReachesTo) {
    for (const int box : {100, 118}) {  // of a reader that places signs beside their strokes
        auto items = items_of("月日");
        items[1].box.x = 400;
        auto region = row_with_gap(items, 600);
        region.rows.front().ink.insert(region.rows.front().ink.begin() + 1, {145, 149});
        region.items[0].box = {box, 50, 150 - box, 26};
        const auto flow = flow_of("月{n}日");
        const cv::Rect gap =
            writing_gap(region, flow, match_flow(flow, region.items), 1, printed_px_per_mm);
        EXPECT_LE(gap.x, 145);
        EXPECT_GE(gap.x, 126);
        EXPECT_EQ(gap.br().x, 400);
    }
}

TEST(WritingGap, EndsAboveTheLineOfTheNextWord) {
    const auto flow = flow_of("签字{s}年");
    const auto region = signed_cell(400, 2);
    const cv::Rect gap =
        writing_gap(region, flow, match_flow(flow, region.items), 2, printed_px_per_mm);
    EXPECT_EQ(gap.x, 456);
    EXPECT_EQ(gap.br().y, 96) << "what follows the next word on its line is another's place";
}

}  // namespace
}  // namespace tanfang
