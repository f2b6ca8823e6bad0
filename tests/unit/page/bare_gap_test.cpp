/// Places of writing above the table.
#include "pipeline/page/bare_gap.h"

#include "flow_of.h"
#include "printed_row.h"
#include <gmock/gmock.h>

namespace tanfang {
namespace {

/// Where the year of a head stands whose date is in its second line.
cv::Rect year_in(std::vector<PrintedItem> line, int year_x, bool is_ruled = false) {
    auto items = items_of("记录表");
    for (auto& item : line) {
        item.line = 1;
        item.box.y = 100;
        items.push_back(item);
    }
    items.back().box.x = year_x;
    PrintedRegion region{{0, 0, 900, 200}, {{}, {}}, items};
    for (const auto& item : items) {
        auto& row = region.rows[static_cast<std::size_t>(item.line)];
        row.box |= item.box;
        row.ink.emplace_back(item.box.x, item.box.br().x);
    }
    if (is_ruled)
        region.rows.back().ink.assign(1, {0, 900});
    const auto flow = flow_of("记录表{y}年");
    return gap_on_bare_paper(region, flow, match_flow(flow, items), 3, printed_px_per_mm);
}

TEST(BareGap, EndsAtItsWordAndIsAsWideAsADate) {
    const cv::Rect year = year_in(items_of("年"), 600);
    EXPECT_EQ(year.br().x, 600);
    EXPECT_EQ(year.width, 22 * printed_px_per_mm);
}

TEST(BareGap, EndsAtItsWordThoughARuleIsDrawnBelowTheLine) {
    EXPECT_EQ(year_in(items_of("年"), 600, true), year_in(items_of("年"), 600));
}

TEST(BareGap, BeginsBehindALabelThatTheFormDoesNotKnow) {
    EXPECT_EQ(year_in(items_of("日期:年"), 290).x, 186) << "behind the colon";
    EXPECT_EQ(year_in(items_of("日期年"), 290).x, 156) << "behind 日期";
    EXPECT_EQ(year_in(items_of("20年"), 290).x, 290 - 22 * 8) << "what is written is no label";
    EXPECT_TRUE(year_in(items_of("日期:年"), 190).empty()) << "nobody can write there";
}

}  // namespace
}  // namespace tanfang
