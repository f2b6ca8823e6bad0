/// Places of writing that have a cell for each sign.
#include "pipeline/page/comb_cells.h"

#include "pipeline/page/spot_collector.h"

#include <string>
#include <vector>

#include "flow_of.h"
#include "printed_row.h"
#include "row_of_cells.h"
#include <gmock/gmock.h>

namespace tanfang {
namespace {

using testing::SizeIs;

/// A label and so many cells of this width, each of which says this.
std::vector<PrintedRegion> comb(int teeth, int width, const std::string& said = "") {
    std::vector<std::string> words(static_cast<std::size_t>(teeth) + 1, said);
    words.front() = "证号";
    auto cells = row_of_cells(words);
    for (int i = 1; i <= teeth; ++i) {
        auto& cell = cells[static_cast<std::size_t>(i)];
        cell.box.x = cell_width + (i - 1) * width;
        cell.box.width = width - 4;
    }
    return with_combs_joined(cells, printed_px_per_mm);
}

TEST(CombCells, TheCellsOfAnIdentityNumberAreOnePlace) {
    for (const char* const said : {"", "3"}) {
        const auto cells = comb(18, 50, said);
        ASSERT_THAT(cells, SizeIs(2)) << said;
        EXPECT_EQ(cells[1].box, cv::Rect(cell_width, 0, 18 * 50 - 4, cell_height));
    }
}

TEST(CombCells, FewCellsOrWideOnesOrSuchWithWordsAreNone) {
    EXPECT_THAT(comb(7, 50), SizeIs(8));
    EXPECT_THAT(comb(18, 120), SizeIs(19));
    EXPECT_THAT(comb(18, 50, "姓名"), SizeIs(19));
}

TEST(CombCells, WhatIsWrittenHasTheWholeComb) {
    const auto cells = comb(18, 50);
    const PrintFlow flow = flow_of("{id}");
    cv::Mat blank(100, 2200, CV_8UC1, cv::Scalar(0));
    SpotCollector collector(0, blank, printed_px_per_mm, BoxSide::before);
    collector.take_cell(cells[1], flow, match_flow(flow, cells[1].items));
    ASSERT_THAT(collector.spots, SizeIs(1));
    EXPECT_NEAR(collector.spots[0].box.width * printed_px_per_mm, 18 * 50 - 4, 1);
}

}  // namespace
}  // namespace tanfang
