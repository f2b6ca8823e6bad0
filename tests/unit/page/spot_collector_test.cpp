#include "pipeline/page/spot_collector.h"

#include "flow_of.h"
#include "printed_row.h"
#include <gmock/gmock.h>

namespace tanfang {
namespace {

using testing::ElementsAre;

TEST(SpotCollector, TakesNoBoxWhereTwoRowsOfTheTableLookLikeOne) {
    const auto flow = flow_of("[f.a]较好[f.b]较差");
    const cv::Mat ink(130, 900, CV_8UC1, cv::Scalar(0));
    for (const auto& [words, found] :
         {std::pair("□较好□较差", 2u), std::pair("□较好□较差□较好□较差", 0u)}) {
        const auto items = items_of(words);
        const auto region = row_with_gap(items, 900);
        const auto match = match_flow(flow, items);
        SpotCollector collector(0, ink, printed_px_per_mm, BoxSide::before);
        collector.take_cell(region, flow, match);
        collector.find_boxes();
        EXPECT_EQ(collector.spots.size(), found) << words;
        EXPECT_EQ(collector.missing.size(), 2 - found) << words;
    }
}

/// What is found in a cell of two lines of words, which begin at its left edge plus `from` px.
///
/// @param signs  of the first line
SpotCollector in_two_lines(const std::string& words, std::size_t signs, const std::string& known,
                           int from, int upper, int lower, int height) {
    auto items = items_of(words);
    for (std::size_t i = 0; i < items.size(); ++i) {
        const bool first = i < signs;
        items[i].line = first ? 0 : 1;
        items[i].box = {from + 30 * static_cast<int>(first ? i : i - signs), first ? upper : lower,
                        26, 26};
    }
    PrintedRegion region{{0, 0, 900, height}, {{}, {}}, items};
    for (const auto& item : items) {
        auto& row = region.rows[static_cast<std::size_t>(item.line)];
        row.box |= item.box;
        row.ink.emplace_back(item.box.x, item.box.br().x);
    }
    const auto flow = flow_of(known);
    SpotCollector collector(0, cv::Mat(height, 900, CV_8UC1, cv::Scalar(0)), printed_px_per_mm,
                            BoxSide::before);
    collector.take_cell(region, flow, match_flow(flow, items));
    return collector;
}

TEST(SpotCollector, APlaceInTheSecondLineDoesNotReachBesideTheFirst) {
    for (const int upper : {60, 100}) {
        const auto both =
            in_two_lines("人员签字对象签字", 4, "人员签字{v}对象签字{s}", 100, upper, 230, 340);
        ASSERT_EQ(both.spots.size(), 2U) << upper;
        const double middle = (upper + 26 + 230) / 2 / printed_px_per_mm;
        EXPECT_NEAR(both.spots[0].box.bottom(), middle, 0.2);
        EXPECT_NEAR(both.spots[1].box.top(), middle, 0.2);
        EXPECT_NEAR(both.spots[0].box.left(), 216 / printed_px_per_mm, 0.2) << "behind the label";
    }
}

/// Boxes of 26 px with labels that begin `distance` px right of the box.
PrintedRegion spread_row(int distance) {
    PrintedRegion region;
    region.box = {0, 0, 1400, 130};
    region.items = items_of("□较好□较差□无法");
    for (std::size_t i = 0; i < region.items.size(); ++i) {
        auto& box = region.items[i].box;
        box.x = 20 + 440 * static_cast<int>(i / 3) +
                (i % 3 ? distance + 30 * static_cast<int>(i % 3 - 1) : 0);
    }
    region.rows.push_back({{20, 50, 1300, 26}, {{20, 1320}}});
    return region;
}

TEST(SpotCollector, LearnsFromAllBoxesHowFarFromTheirLabelsTheyStand) {
    const cv::Mat ink(130, 1400, CV_8UC1, cv::Scalar(0));
    const auto flow = flow_of("[f.a]较好[f.b]较差[f.c]无法");
    for (const int distance : {34, 100}) {
        const auto region = spread_row(distance);
        const auto match = match_flow(flow, region.items);
        SpotCollector collector(0, ink, printed_px_per_mm, BoxSide::before);
        collector.take_cell(region, flow, match);
        collector.find_boxes();
        EXPECT_EQ(collector.spots.size(), 3u) << distance;
    }
}

TEST(SpotCollector, ASquareFartherFromItsLabelThanTheOthersIsNoBox) {
    const cv::Mat ink(130, 1400, CV_8UC1, cv::Scalar(0));
    const auto flow = flow_of("[f.a]较好[f.b]较差[f.c]无法");
    auto region = spread_row(34);
    region.items[3].box.x -= 60;  // the square before 较差
    const auto match = match_flow(flow, region.items);
    SpotCollector collector(0, ink, printed_px_per_mm, BoxSide::before);
    collector.take_cell(region, flow, match);
    collector.find_boxes();
    EXPECT_THAT(collector.missing, ElementsAre("f.b"));
}

TEST(SpotCollector, ABoxBesideAnotherBoxesLabelIsMissing) {
    const cv::Mat ink(130, 900, CV_8UC1, cv::Scalar(0));
    const auto flow = flow_of("[f.a]孤寡老人[f.b]空巢老人");
    const auto region = row_with_gap(items_of("□空巢老人"), 900);
    FlowMatch match = match_flow(flow, region.items);
    match.item_of = {0, 1, 2, 3, 4, -1, -1, -1, -1, -1};
    SpotCollector collector(0, ink, printed_px_per_mm, BoxSide::before);
    collector.take_cell(region, flow, match);
    collector.find_boxes();
    EXPECT_THAT(collector.missing, testing::UnorderedElementsAre("f.a", "f.b"));
}

TEST(SpotCollector, APlaceBetweenTwoLinesEndsWhereTheOneBesideTheLowerLineBegins) {
    PrintedRegion region;
    region.box = {0, 0, 900, 300};
    region.items = items_of("补贴项目月补金额");
    for (std::size_t i = 4; i < region.items.size(); ++i) {
        auto& item = region.items[i];
        item.line = 1;
        item.box -= cv::Point(120, -180);
    }
    // the upper words reach over all of the line, so that nobody writes behind them
    region.rows.push_back({{100, 50, 790, 26}, {{100, 890}}});
    region.rows.push_back({{100, 230, 116, 26}, {{100, 216}}});
    region.items[3].box.width = 700;
    const cv::Mat ink(300, 900, CV_8UC1, cv::Scalar(0));
    const auto flow = flow_of("补贴项目{items}月补金额{amount}");
    const auto match = match_flow(flow, region.items);
    SpotCollector collector(0, ink, printed_px_per_mm, BoxSide::before);
    collector.take_cell(region, flow, match);
    ASSERT_EQ(collector.spots.size(), 2u);
    const auto &items = collector.spots[0].box, &amount = collector.spots[1].box;
    EXPECT_EQ(items.left(), 0);
    EXPECT_GT(amount.left(), 210 / printed_px_per_mm);
    EXPECT_LE(items.bottom(), amount.top());
    EXPECT_LT(amount.top(), 230 / printed_px_per_mm) << "writing reaches over its line";
}

TEST(SpotCollector, ALargePlaceLeavesTheSignatureBelowWhatThatReachesIntoIt) {
    PrintedRegion region;
    region.box = {0, 0, 900, 420};
    region.items = items_of("签字年月日");
    for (std::size_t i = 0; i < region.items.size(); ++i) {
        auto& item = region.items[i];
        item.line = i < 2 ? 0 : 1;
        item.box = i < 2 ? cv::Rect(300 + 30 * static_cast<int>(i), 300, 26, 26)
                         : cv::Rect(100 + 180 * static_cast<int>(i), 376, 26, 26);
    }
    region.rows.push_back({{300, 300, 56, 26}, {{300, 356}}});
    region.rows.push_back({{460, 376, 386, 26}, {{460, 486}, {640, 666}, {820, 846}}});
    const cv::Mat ink(420, 900, CV_8UC1, cv::Scalar(0));
    const auto flow = flow_of("{measures}签字{signature}{y}年{m}月{d}日");
    const auto match = match_flow(flow, region.items);
    SpotCollector collector(0, ink, printed_px_per_mm, BoxSide::before);
    collector.take_cell(region, flow, match);
    ASSERT_GE(collector.spots.size(), 2U);
    const auto &measures = collector.spots[0].box, &signature = collector.spots[1].box;
    EXPECT_EQ(collector.spots[1].id, "signature");
    EXPECT_LE(measures.bottom(), signature.top());
    EXPECT_LT(signature.top(), 300 / printed_px_per_mm) << "it reaches over its line";
    EXPECT_GT(measures.height, 30);
}

TEST(SpotCollector, APlaceEndsAtAUnitOfMoneyThatIsPrintedInIt) {
    const auto flow = flow_of("收入{n}");
    const cv::Mat ink(130, 900, CV_8UC1, cv::Scalar(0));
    const auto end_of_place = [&](const PrintedRegion& region, const PrintedRegion* behind) {
        SpotCollector collector(0, ink, printed_px_per_mm, BoxSide::before);
        const auto match = match_flow(flow, region.items);
        collector.take_cell(region, flow, match, behind);
        return collector.spots.empty() ? 0 : collector.spots.front().box.right();
    };
    auto items = items_of("收入元");
    items[2].box.x = 600;
    EXPECT_NEAR(end_of_place(row_with_gap(items, 900), nullptr), 600 / printed_px_per_mm, 0.2);
    const PrintedRegion label = row_with_gap(items_of("收入"), 200);
    PrintedRegion cell = row_with_gap({items[2]}, 700);
    cell.box = {204, 0, 700, 130};
    EXPECT_NEAR(end_of_place(label, &cell), 600 / printed_px_per_mm, 0.2);
    cell.items.front().box.x = 230;
    EXPECT_NEAR(end_of_place(label, &cell), 904 / printed_px_per_mm, 0.2)
        << "before it there is no room to write";
}

TEST(SpotCollector, APlaceWhoseUnitStandsInAnotherCellIsNotBehindTheLabel) {
    const auto flow = flow_of("每月{n}元");
    const cv::Mat ink(130, 900, CV_8UC1, cv::Scalar(0));
    const auto place = [&](const PrintedRegion& region, const PrintedRegion* behind) {
        SpotCollector collector(0, ink, printed_px_per_mm, BoxSide::before);
        const auto match = match_flow(flow, region.items);
        collector.take_cell(region, flow, match, behind);
        return collector.spots.empty() ? 0 : collector.spots.front().box.left();
    };
    const PrintedRegion label = row_with_gap(items_of("每月"), 500);
    PrintedRegion cell = row_with_gap({}, 300);
    cell.box = {504, 0, 300, 130};
    EXPECT_EQ(place(label, nullptr), 0) << "missing";
    EXPECT_NEAR(place(label, &cell), 504 / printed_px_per_mm, 0.2);
    auto items = items_of("每月元");
    items[2].box.x = 460;
    EXPECT_NEAR(place(row_with_gap(items, 500), nullptr), 156 / printed_px_per_mm, 0.2);
}

TEST(SpotCollector, ABoxMayHaveItsLabelInTheNextLineOnlyIfNothingIsPrintedBehindIt) {
    const auto flow = flow_of("[f.a]无变化");
    PrintedRegion region = row_with_gap(items_of("□无变化"), 900);
    for (std::size_t i = 1; i < region.items.size(); ++i) {
        region.items[i].line = region.items[0].line + 1;
        region.items[i].box.y += 60;
    }
    const FlowMatch match = match_flow(flow, region.items);
    const cv::Rect box = region.items[0].box;
    for (const bool printed : {false, true}) {
        cv::Mat ink(200, 900, CV_8UC1, cv::Scalar(0));
        if (printed)  // a word that could not be read
            ink(cv::Rect(box.br().x + box.width, box.y + 4, 2 * box.width, 6)).setTo(255);
        SpotCollector collector(0, ink, printed_px_per_mm, BoxSide::before);
        collector.take_cell(region, flow, match);
        collector.find_boxes();
        EXPECT_EQ(collector.spots.size(), printed ? 0U : 1U);
    }
}

TEST(SpotCollector, APlaceAboveTheTableBeginsBehindOneSignThoughWritingTouchesIt) {
    auto items = items_of("月日");
    items[0].box.width = 60;
    items[1].box.x = 300;
    PrintedRegion line = row_with_gap(items, 1000);
    const auto flow = flow_of("月{d}日");
    const auto match = match_flow(flow, items);
    const cv::Mat ink = cv::Mat::zeros(200, 1000, CV_8UC1);
    SpotCollector collector(0, ink, printed_px_per_mm, BoxSide::before);
    collector.take_above(line, flow, match);
    ASSERT_EQ(collector.spots.size(), 1U);
    EXPECT_NEAR(collector.spots[0].box.left(), (100 + 1.2 * 26) / printed_px_per_mm, 0.2);
    EXPECT_NEAR(collector.spots[0].box.right(), 300 / printed_px_per_mm, 0.2);
}

TEST(SpotCollector, NoPlaceAboveTheTableIsNarrowerThanAPenCanWrite) {
    const cv::Mat ink(130, 900, CV_8UC1, cv::Scalar(0));
    const auto flow = flow_of("年{m}月");
    for (const int room : {4, 120}) {
        auto items = items_of("年月");
        items[1].box.x = items[0].box.br().x + room;
        const auto region = row_with_gap(items, 900);
        SpotCollector collector(0, ink, printed_px_per_mm, BoxSide::before);
        collector.take_above(region, flow, match_flow(flow, items));
        EXPECT_EQ(collector.missing.size(), room < 16 ? 1U : 0U) << room;
        EXPECT_EQ(collector.spots.size(), room < 16 ? 0U : 1U) << room;
    }
}

TEST(SpotCollector, ALineLeftFreeBelowALabelIsItsOwnAndNotTheNextLabels) {
    const auto collector =
        in_two_lines("享受补贴项目补贴金额", 6, "享受补贴项目{i}补贴金额{a}", 20, 20, 140, 190);
    ASSERT_EQ(collector.spots.size(), 2U);
    const auto& subsidies = collector.spots[0].box;
    const auto& amount = collector.spots[1].box;
    EXPECT_EQ(subsidies.left(), 0) << "from the cell's edge on";
    EXPECT_GT(subsidies.bottom(), 120 / printed_px_per_mm);
    EXPECT_GE(amount.top(), subsidies.bottom());
}

TEST(SpotCollector, ALabelInTheMiddleOfItsCellHasItsPlaceInAnotherOne) {
    const auto flow = flow_of("服务人员签字{v}");
    const auto sign_at = [&flow](int from, bool with_cell_below) {
        auto items = items_of("服务人员签字");
        for (auto& item : items) item.box.x += from - 100;
        const PrintedRegion region = row_with_gap(items, 600);
        PrintedRegion below;
        below.box = {0, 134, 600, 130};
        SpotCollector collector(0, cv::Mat(300, 900, CV_8UC1, cv::Scalar(0)), printed_px_per_mm,
                                BoxSide::before);
        collector.take_cell(region, flow, match_flow(flow, items),
                            with_cell_below ? &below : nullptr);
        return collector.spots.empty() ? -1 : collector.spots.front().box.top();
    };
    EXPECT_EQ(sign_at(212, false), -1);
    EXPECT_NEAR(sign_at(212, true), 134 / printed_px_per_mm, 0.2);
    EXPECT_NEAR(sign_at(20, false), 0, 0.2) << "behind a label at the left edge";
}

}  // namespace
}  // namespace tanfang
