/// Places of writing beside signs that were read too wide, or that stand apart from their label.
#include "pipeline/page/writing_gap.h"

#include "flow_of.h"
#include "printed_row.h"
#include <gmock/gmock.h>

namespace tanfang {
namespace {

TEST(WideSignGap, BeginsBehindTheSignOfALabelThatAUnitInBracketsPutsOff) {
    auto items = items_of("收入(元):");
    const auto flow = flow_of("收入:{n}");
    const auto begin = [&] {
        return writing_gap(row_with_gap(items, 900), flow, match_flow(flow, items), 3,
                           printed_px_per_mm)
            .x;
    };
    EXPECT_EQ(begin(), 276);
    items[5].box.x = 500;
    EXPECT_EQ(begin(), 156) << "what stands far off is written";
}

TEST(WideSignGap, EndsAtASignWhoseBoxIsDrawnAsFarAsTheNext) {
    auto items = items_of("年月");
    for (int i = 0; i < 2; ++i) items[static_cast<std::size_t>(i)].box.x = 400 + 100 * i;
    PrintedRegion region = row_with_gap(items, 900);
    region.items[0].box.width = 220;
    const auto flow = flow_of("{y}年{m}月");
    const cv::Rect gap = writing_gap(region, flow, match_flow(flow, items), 0, printed_px_per_mm);
    EXPECT_EQ(gap.br().x, 400);
}

TEST(WideSignGap, OfWhatIsCountedLiesBeforeItsUnitAndNotAboveIt) {
    auto items = items_of("年");
    items[0].box = {200, 100, 26, 26};
    PrintedRegion region = row_with_gap(items, 900);
    region.box.height = 226;
    const auto gap_of = [&](const char* words) {
        const auto flow = flow_of(words);
        return writing_gap(region, flow, match_flow(flow, region.items), 0, printed_px_per_mm);
    };
    EXPECT_EQ(gap_of("{y}年").br().x, 200);
    EXPECT_EQ(gap_of("{y}年纪").br(), cv::Point(900, 100)) << "of a label it may be above";
}

TEST(WideSignGap, OfAYearLiesBehindTheLabelOfItsDateAndIsNoWiderThanPeopleWriteOne) {
    const auto begin = [](const char* words, int at) {
        auto items = items_of(words);
        items.back().box.x = at;
        const auto flow = flow_of("{y}年");
        return writing_gap(row_with_gap(items, 900), flow, match_flow(flow, items), 0,
                           printed_px_per_mm)
            .x;
    };
    EXPECT_EQ(begin("探访日期:年", 350), 246) << "behind the colon";
    EXPECT_EQ(begin("探访日期年", 350), 216) << "behind 期";
    EXPECT_EQ(begin("2026年", 350), 350 - 22 * 8) << "what is written is no label";
    EXPECT_EQ(begin("日期:年", 600), 600 - 22 * 8);
}

TEST(WideSignGap, EndsAtTheBracketThatClosesOneOfItsLabel) {
    auto items = items_of("(名称)好");
    items[0].box.width = items[3].box.width = 8;
    items[3].box.x = 500;
    items[4].box.x = 600;
    const auto flow = flow_of("名称{n}好");
    const auto end = [&] {
        return writing_gap(row_with_gap(items, 900), flow, match_flow(flow, items), 2,
                           printed_px_per_mm)
            .br()
            .x;
    };
    EXPECT_EQ(end(), 500);
    items[0].character = U'7';
    EXPECT_EQ(end(), 600) << "a bracket that nothing opens may be written";
}

}  // namespace
}  // namespace tanfang
