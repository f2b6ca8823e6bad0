#include "pipeline/generate/paper.h"

#include "installed.h"
#include <gtest/gtest.h>

namespace tanfang {
namespace {

TEST(PaperToPdf, TurnsTheYAxisAndCountsPoints) {
    const PaperToPdf paper(installed::form("visit"));
    EXPECT_DOUBLE_EQ(paper.x(25.4), 72);
    EXPECT_DOUBLE_EQ(paper.y(297), 0);
    EXPECT_DOUBLE_EQ(paper.y(297 - 25.4), 72);
}

TEST(PaperToPdf, StartsAtTheCornerOfAPart) {
    const PaperToPdf part(Box<Mm>{{10, 20}, 30, 5});
    EXPECT_DOUBLE_EQ(part.x(10), 0);
    EXPECT_DOUBLE_EQ(part.y(25), 0);
    EXPECT_DOUBLE_EQ(part.y(20), 5 * points_per_mm);
}

TEST(BaselineStart, AlignsALineAroundItsPoint) {
    const double em = 10 / points_per_mm;
    EXPECT_DOUBLE_EQ(baseline_start({100, 50}, TextAlign::left, 10, 4).x, 100);
    EXPECT_DOUBLE_EQ(baseline_start({100, 50}, TextAlign::center, 10, 4).x, 100 - 2 * em);
    EXPECT_DOUBLE_EQ(baseline_start({100, 50}, TextAlign::right, 10, 4).x, 100 - 4 * em);
    EXPECT_GT(baseline_start({100, 50}, TextAlign::left, 10, 4).y, 50);
}

TEST(DarkBars, JoinNeighborsOfARow) {
    const auto bars = dark_bars({{true, true, false}, {false, false, false}, {true, false, true}},
                                {{10, 20}, 6, 6});
    ASSERT_EQ(bars.size(), 3U);
    EXPECT_DOUBLE_EQ(bars[0].left(), 10);
    EXPECT_DOUBLE_EQ(bars[0].right(), 14);
    EXPECT_DOUBLE_EQ(bars[0].bottom(), 22);
    EXPECT_DOUBLE_EQ(bars[2].left(), 14);
    EXPECT_DOUBLE_EQ(bars[2].top(), 24);
}

}  // namespace
}  // namespace tanfang
