/// The date in a cell of the table, the first cell's words above it.
#include "pipeline/page/head_words.h"

#include "flow_of.h"
#include "printed_row.h"
#include <gmock/gmock.h>

namespace tanfang {
namespace {

const char* const head = "记录表建档日期:{y}年{m}月{d}日";

PrintedRegion region_of(const std::string& text) {
    return row_with_gap(items_of(text), 1000);
}

/// The first of a form's cells that holds the end of its head, -1 if none does.
int cell_with_head(const std::vector<std::string>& texts, const FormMatch& match = {}) {
    std::vector<PrintedRegion> cells;
    for (const auto& text : texts) cells.push_back(region_of(text));
    const auto place = head_in_cell(flow_of(head), cells, match, printed_px_per_mm);
    return place ? static_cast<int>(place->region - cells.data()) : -1;
}

TEST(HeadWords, TheDateIsFoundInACellThatIsNoOther) {
    EXPECT_EQ(cell_with_head({"服务", "年月日", ""}), 1) << "without its label";
    EXPECT_EQ(cell_with_head({"服务", "日期:年月日", ""}), 1);
    EXPECT_EQ(cell_with_head({"服务", "年龄", "", "日期"}), -1);
    FormMatch match;
    match.cells.push_back({1, 7, {}});
    EXPECT_EQ(cell_with_head({"服务", "年月日", ""}, match), -1) << "it is a known cell";
}

TEST(HeadWords, WhereACellOfTheFormHasADateTooTheHeadsIsToldByItsLabel) {
    FormMatch match;
    match.flows.push_back(flow_of("签字{s}{sy}年{sm}月"));
    EXPECT_EQ(cell_with_head({"服务", "年月日", ""}, match), -1);
    EXPECT_EQ(cell_with_head({"服务", "建档日期:年月日", ""}, match), 1);
    EXPECT_EQ(cell_with_head({"服务", "日期:年月日", ""}, match), -1) << "any date may say so";
}

TEST(HeadWords, TheLabelOfTheHeadsDateMayHaveACellOfItsOwn) {
    std::vector<PrintedRegion> cells{region_of("建档日期"), region_of("年月日")};
    FormMatch match;
    match.flows.push_back(flow_of("签字{s}{sy}年{sm}月"));
    cells[1].box.x = cells[0].box.br().x + 4;
    const auto place = head_in_cell(flow_of(head), cells, match, printed_px_per_mm);
    ASSERT_TRUE(place);
    EXPECT_EQ(place->region, &cells[1]);
    EXPECT_EQ(place->flow.size(), 6U) << "from the first gap on";
    const cv::Rect beside = cells[1].box;
    cells[1].box = cells[0].box + cv::Point(0, cells[0].box.height + 4);
    EXPECT_TRUE(head_in_cell(flow_of(head), cells, match, printed_px_per_mm)) << "above its date";
    cells[1].box.y += 2 * cells[0].box.height;
    EXPECT_FALSE(head_in_cell(flow_of(head), cells, match, printed_px_per_mm)) << "far above";
    cells[1].box = beside;
    match.cells.push_back({0, 0, {}});
    EXPECT_FALSE(head_in_cell(flow_of(head), cells, match, printed_px_per_mm))
        << "that label is another cell's";
    match.cells.clear();
    cells[0] = region_of("日期");
    cells[1].box.x = cells[0].box.br().x + 4;
    EXPECT_FALSE(head_in_cell(flow_of(head), cells, match, printed_px_per_mm))
        << "any date may say so";
}

TEST(HeadWords, ADateBesideTheLabelOfTheHeadsIsNoOtherDateOfTheForm) {
    const auto is_left = [](const std::string& label, const std::string& date) {
        std::vector<PrintedRegion> cells{region_of(label), region_of(date)};
        cells[1].box.x = cells[0].box.br().x + 4;
        FormMatch match;
        match.flows.push_back(flow_of("{sy}年{sm}月{sd}日"));
        match.cells.push_back({1, 0, match_flow(match.flows[0], cells[1].items)});
        leave_heads_date(match, flow_of(head), cells, printed_px_per_mm);
        return match.cells.empty();
    };
    EXPECT_TRUE(is_left("建档日期", "年月日"));
    EXPECT_TRUE(is_left("", "建档日期:年月日"));
    EXPECT_FALSE(is_left("日期", "年月日")) << "any date may say so";
    EXPECT_FALSE(is_left("签字日期", "年月日"));
    EXPECT_FALSE(is_left("", "年月日"));
}

TEST(HeadWords, ACellThatSaysTheLabelOfTheHeadsDateIsALabel) {
    const std::vector<PrintedRegion> cells{region_of("建档日期"), region_of("签字日期"),
                                           region_of("")};
    FormMatch match;
    match.labels = {false, false, false};
    mark_heads_label(match, flow_of(head), cells);
    EXPECT_THAT(match.labels, testing::ElementsAre(true, false, false));
    match.labels = {false, false, false};
    mark_heads_label(match, flow_of("记录表"), cells);
    EXPECT_THAT(match.labels, testing::ElementsAre(false, false, false)) << "it has no date";
}

TEST(HeadWords, TheLabelOfADateInACellIsTakenWithIt) {
    const std::vector<PrintedRegion> cells{region_of("日期:年月日")};
    const auto place = head_in_cell(flow_of(head), cells, {}, printed_px_per_mm);
    ASSERT_TRUE(place);
    EXPECT_EQ(place->flow.size(), 9U);
    EXPECT_EQ(place->flow.front().character, U'日');
    EXPECT_EQ(place->words.item_of.front(), 0);
}

TEST(HeadWords, TheLabelOfTheOnlyDateMayHaveAnotherNameInACell) {
    const std::vector<PrintedRegion> cells{region_of("探访日期:26年7月3日")};
    const auto place = head_in_cell(flow_of(head), cells, {}, printed_px_per_mm);
    ASSERT_TRUE(place);
    EXPECT_EQ(place->flow.size(), 11U) << "what is written behind it is no label";
    EXPECT_EQ(place->flow.front().character, U'探');
    FormMatch match;
    match.flows.push_back(flow_of("签字{s}{sy}年{sm}月"));
    EXPECT_FALSE(head_in_cell(flow_of(head), cells, match, printed_px_per_mm));
}

TEST(HeadWords, AColonBeforeAGapMayBeOverlookedOrLookLikeAnotherSign) {
    const auto stands = [](const std::string& text) {
        const auto region = region_of(text);
        const auto flow = flow_of(head);
        return has_words_at_gaps(flow, region.items, match_flow(flow, region.items));
    };
    EXPECT_TRUE(stands("记录表建档日期:年月日"));
    EXPECT_TRUE(stands("记录表建档日期年月日"));
    EXPECT_TRUE(stands("记录表建档日期;年月日"));
    EXPECT_FALSE(stands("记录表建档日期2年月日")) << "that is written";
    EXPECT_FALSE(stands("记录表建档日年月日"));
}

TEST(HeadWords, ACellMayStandAboveTheTable) {
    const PrintedRegion above = region_of("第次探访服务年月日");
    const auto place = cell_in_head(flow_of("第{n}次探访服务"), above);
    ASSERT_TRUE(place);
    EXPECT_EQ(place->words.item_of.at(2), 1) << "the word behind the gap";
}

TEST(HeadWords, ACellDoesNotStandWhereTheWordsAtItsGapAreOthers) {
    const auto flow = flow_of("第{n}次探访服务");
    EXPECT_FALSE(cell_in_head(flow, region_of("探访服务记录表年月日")));
    EXPECT_FALSE(cell_in_head(flow, region_of("第回探访服务年月日")));
    PrintedRegion two = region_of("第次探访服务");
    for (std::size_t i = 1; i < two.items.size(); ++i) two.items[i].line = 1;
    EXPECT_FALSE(cell_in_head(flow, two)) << "in two lines";
    EXPECT_FALSE(cell_in_head(flow_of("[a]第{n}次探访服务"), region_of("□第次探访服务")))
        << "a choice";
}

TEST(HeadWords, TheDateMayStandAboveTheTableIfOneOfItsWordsWasRead) {
    const auto flow = flow_of(head);
    const auto has_one = [&](const std::string& text) {
        const auto region = region_of(text);
        return has_a_word_at_gaps(flow, region.items, match_flow(flow, region.items));
    };
    EXPECT_TRUE(has_one("探访记录表日期:午月目"));
    EXPECT_FALSE(has_one("探访记录表(第次探访服务)"));
}

TEST(HeadWords, TheDateMayStandBehindTheWordsOfAKnownCellOrBeforeThem) {
    const auto joined = [](const std::string& cell, const std::vector<std::string>& known) {
        const std::vector<PrintedRegion> cells{region_of(cell)};
        FormMatch match;
        for (const auto& flow : known) match.flows.push_back(flow_of(flow));
        match.cells.push_back({0, 0, match_flow(match.flows[0], cells[0].items)});
        return join_head(match, cells, flow_of(head)) ? match.flows[0].back().character : U' ';
    };
    EXPECT_EQ(joined("第次探访日期:年月日", {"第{n}次探访"}), U'日');
    EXPECT_EQ(joined("第7次探访日期:2o23年/2月ay日", {"第{n}次探访"}), U'日') << "it is filled in";
    EXPECT_EQ(joined("年月日(第次探访)", {"第{n}次探访"}), U'访');
    EXPECT_EQ(joined("第次探访", {"第{n}次探访"}), U' ');
    EXPECT_EQ(joined("第次探访年月日", {"第{n}次探访", "签字{sy}年"}), U' ') << "which date is it";
}

}  // namespace
}  // namespace tanfang
