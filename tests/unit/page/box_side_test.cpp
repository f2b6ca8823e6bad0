/// Prints whose boxes stand behind their labels.
#include "pipeline/page/box_side.h"

#include "pipeline/page/print_order.h"
#include "pipeline/page/spot_collector.h"

#include <string>
#include <tuple>
#include <vector>

#include "printed_row.h"
#include "small_print.h"
#include <gmock/gmock.h>

namespace tanfang {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

PrintedRegion row_of(const std::string& words) {
    return row_with_gap(items_of(words), 900);
}

TEST(BoxSide, IsToldByWhatACellBeginsAndEndsWith) {
    EXPECT_EQ(side_of_boxes(row_of("□较好□较差")), BoxSide::before);
    EXPECT_EQ(side_of_boxes(row_of("较好□较差□")), BoxSide::behind);
    for (const auto* both : {"程度：□较好□较差", "□较好□较差□", "较好", ""})
        EXPECT_EQ(side_of_boxes(row_of(both)), BoxSide::unclear) << both;
}

TEST(BoxSide, IsToldByTheNearerWordsWhereAStrokeHidesTheBoxAtTheEnd) {
    PrintedRegion cell = row_of("较好□较差□其他");
    const auto put = [&cell](int room_before, int room_behind) {
        int x = 100;
        cell.rows[0].ink.clear();
        for (auto& item : cell.items) {
            x += item.square ? room_before : 0;
            item.box.x = x;
            cell.rows[0].ink.emplace_back(x, x + item.box.width);
            x += item.box.width + (item.square ? room_behind : 2);
        }
    };
    put(10, 60);
    EXPECT_EQ(side_of_boxes(cell), BoxSide::behind);
    put(60, 10);
    EXPECT_EQ(side_of_boxes(cell), BoxSide::before);
    put(30, 30);
    EXPECT_EQ(side_of_boxes(cell), BoxSide::unclear);
    cell.items.pop_back();
    cell.items.pop_back();  // ends with a box
    put(60, 10);
    EXPECT_EQ(side_of_boxes(cell), BoxSide::unclear) << "the first box's label is not its own";
}

TEST(BoxSide, OfAPrintIsThatOfMostCells) {
    const auto before = BoxSide::before, behind = BoxSide::behind, unclear = BoxSide::unclear;
    EXPECT_EQ(common_side({}), before);
    EXPECT_EQ(common_side({unclear}), before);
    EXPECT_EQ(common_side({before, before, before, behind, unclear}), before);
    EXPECT_EQ(common_side({behind, behind, behind, before}), behind);
    EXPECT_EQ(common_side({behind, unclear}), behind);
    EXPECT_EQ(common_side({behind, behind, before}), unclear);
}

TEST(BoxSide, BoxesBehindTheirLabelsAreFoundThereAndNotBeforeTheNextOne) {
    using namespace small;
    cv::Mat gray = small_print([](cv::Mat&, cv::Point) {});
    for (const int x : {710, 1010}) square(gray, {x, top + 46});
    const auto print = learn_print(gray, px_per_mm, small_form(), small_reader());
    ASSERT_TRUE(print);
    EXPECT_THAT(print->missing, IsEmpty());
    auto spots = places_of(*print);
    EXPECT_NEAR(spots["q.a"].center().x, 724 / px_per_mm, 0.2);
    EXPECT_NEAR(spots["q.b"].center().x, 1024 / px_per_mm, 0.2);
    EXPECT_NEAR(spots["q.b"].center().y, (top + 60) / px_per_mm, 0.2);
}

TEST(BoxSide, APageWhoseBoxesStandBehindTheirLabelsIsReadOnAsItIs) {
    cv::Mat ink(130, 900, CV_8UC1, cv::Scalar(0));
    ink(cv::Rect(10, 20, 30, 40)).setTo(255);
    const cv::Mat before = ink.clone();
    const SpotCollector collector(0, ink, printed_px_per_mm, BoxSide::behind);
    EXPECT_EQ(cv::countNonZero(ink != before), 0);
}

TEST(BoxSide, ACellWithItsBoxesOnTheOtherSideThanThePrintHasNone) {
    const cv::Mat ink(130, 900, CV_8UC1, cv::Scalar(0));
    const auto flow = flow_of("[f.a]较好[f.b]较差");
    for (const auto& [words, side, found] : {std::tuple("□较好□较差", BoxSide::before, 2U),
                                             {"□较好□较差", BoxSide::behind, 0U},
                                             {"较好□较差□", BoxSide::before, 0U},
                                             {"□较好□较差", BoxSide::unclear, 0U}}) {
        const auto region = row_of(words);
        const auto match = match_flow(flow, region.items);
        SpotCollector collector(0, ink, printed_px_per_mm, side);
        collector.take_cell(region, flow, match);
        collector.find_boxes();
        EXPECT_EQ(collector.spots.size(), found) << words;
        EXPECT_EQ(collector.missing.size(), 2 - found) << words;
    }
}

/// The spots of a cell in the order of a print that has its boxes behind their labels.
std::vector<std::string> spots_of_print(const std::string& known, const std::string& read) {
    PrintWords form;
    form.cells = {flow_of(known)};
    const PrintFlow flow = with_boxes_behind(form).cells.front();
    EXPECT_TRUE(has_boxes_behind(flow));
    std::vector<std::string> spots;
    for (const auto& token : options_in_print_order(flow, items_of(read)))
        if (token.kind != PrintToken::Kind::character)
            spots.push_back(token.spot);
    return spots;
}

TEST(BoxSide, BoxesBehindTheirLabelsFollowThemInAnyOrder) {
    const auto order = [](const std::string& read) {
        return spots_of_print("[f.a]无变化[f.b]严重疾病名称：{n}[f.c]转好", read);
    };
    EXPECT_THAT(order("无变化□严重疾病名称:□转好□"), ElementsAre("f.a", "n", "f.b", "f.c"));
    EXPECT_THAT(order("无变化□转好□严重疾病名称:□"), ElementsAre("f.a", "f.c", "n", "f.b"));
    EXPECT_THAT(order("无变化□严重□疾病名称:转好□"), ElementsAre("f.a", "f.b", "n", "f.c"));
    EXPECT_THAT(order("无变化□转好□严重□疾病名称:"), ElementsAre("f.a", "f.c", "f.b", "n"));
    EXPECT_THAT(order("无变化□”转好□严重□疾病名称:"), ElementsAre("f.a", "f.c", "f.b", "n"));
}

TEST(BoxSide, WhatIsWrittenMayStandBehindAllBoxesInBrackets) {
    const auto order = [](const std::string& flow, const std::string& read) {
        return spots_of_print(flow, read);
    };
    EXPECT_THAT(order("[f.a]无变化[f.b]严重疾病名称：{n}[f.c]转好", "无变化□严重□转好□疾病名称〈)"),
                ElementsAre("f.a", "f.b", "f.c", "n"));
    EXPECT_THAT(order("[f.a]有领取养老保险,每月{n}元[f.b]无养老保险",
                      "有领取养老保险□,每月《)元无养老保险□"),
                ElementsAre("f.a", "n", "f.b"))
        << "a bracket is no box where there is one";
}

TEST(BoxSide, BoxesBehindTheirLabelsMayAllStandBeforeWhatIsWrittenWithThem) {
    const auto order = [](const std::string& read) {
        return spots_of_print("[f.a]无变化[f.b]增加{n}人[f.c]减少{m}人", read);
    };
    EXPECT_THAT(order("无变化□增加人□减少人□"), ElementsAre("f.a", "n", "f.b", "m", "f.c"));
    EXPECT_THAT(order("无变化□增加□人减少□人"), ElementsAre("f.a", "f.b", "n", "f.c", "m"));
    EXPECT_THAT(order("无变化□”增加□人减少□人"), ElementsAre("f.a", "f.b", "n", "f.c", "m"));
}

TEST(BoxSide, WhatIsTurnedTwiceIsAsItWas) {
    PrintedRegion region = row_of("甲□乙");
    region.items[2].line = 1;
    region.rows.push_back({{100, 90, 60, 26}, {{100, 126}, {130, 160}}});
    const cv::Size page(900, 400);
    const PrintedRegion once = turned(region, page), twice = turned(once, page);
    EXPECT_EQ(once.items.front().box, cv::Rect(900 - 186, 400 - 76, 26, 26));
    EXPECT_EQ(once.items.front().line, 0);
    EXPECT_EQ(once.items.back().line, 1);
    EXPECT_EQ(once.rows[0].ink[0], cv::Range(740, 770));
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ(twice.items[i].box, region.items[i].box);
        EXPECT_EQ(twice.items[i].line, region.items[i].line);
    }
    const FlowMatch match = match_flow(flow_of("甲[f.a]丁乙"), region.items);
    ASSERT_THAT(match.item_of, ElementsAre(0, 1, -1, 2));
    EXPECT_THAT(turned(match, 3).item_of, ElementsAre(0, -1, 1, 2));
}

}  // namespace
}  // namespace tanfang
