/// Prints in which each unit has a cell of its own.
#include "pipeline/page/unit_cells.h"

#include "pipeline/page/spot_collector.h"

#include <string>
#include <vector>

#include "flow_of.h"
#include "printed_row.h"
#include "row_of_cells.h"
#include <gmock/gmock.h>

namespace tanfang {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

const char date_words[] = "{date.year}年{date.month}月{date.day}日";

PrintWords form_of(const std::string& above, const std::vector<std::string>& cells) {
    PrintWords words;
    words.above = flow_of(above);
    for (const auto& cell : cells) words.cells.push_back(flow_of(cell));
    return words;
}

std::vector<PrintFlow> units() {
    return units_of(
        {form_of(std::string("记录表") + date_words,
                 {"{street}乡镇(街道){village}村(社区)", "项目{items}每月补贴{amount}元",
                  "{measures}工作人员签字:{signature}"})});
}

std::vector<PrintedRegion> joined(const std::vector<std::string>& words) {
    return with_unit_cells_joined(row_of_cells(words), units(), printed_px_per_mm);
}

std::vector<std::string> said(const std::vector<PrintedRegion>& cells) {
    std::vector<std::string> out;
    for (const auto& cell : cells) out.push_back(said_in(cell));
    return out;
}

TEST(UnitCells, UnitsAreSingleSignsAndTheWordsOfCellsThatAskForNothingElse) {
    EXPECT_THAT(units(), SizeIs(6)) << "年, 月, 日, 元 and the two of the address";
}

TEST(UnitCells, PlacesAndTheirUnitsAreReadAsOneCell) {
    EXPECT_THAT(said(joined({"日期", "", "年", "", "月", "", "日"})),
                ElementsAre("日期", "年月日"));
    EXPECT_THAT(said(joined({"地址", "", "乡镇(街道)", "", "村(社区)"})),
                ElementsAre("地址", "乡镇(街道)村(社区)"));
    EXPECT_THAT(said(joined({"日期", "2025", "年", "7", "月", "3", "日"})),
                ElementsAre("日期", "2025年7月3日"))
        << "what is written before them";
}

TEST(UnitCells, LabelsAndASingleUnitStayAsTheyAre) {
    const std::vector<std::string> labels = {"姓名", "", "性别", "", "签字", ""};
    EXPECT_EQ(said(joined(labels)), labels);
    const std::vector<std::string> asked = {"地址", "乡镇(街道):", "", "村(社区):", ""};
    EXPECT_EQ(said(joined(asked)), asked) << "what asks for what is behind it";
    const std::vector<std::string> single = {"补贴", "", "元", "无"};
    EXPECT_EQ(said(joined(single)), single);
}

TEST(UnitCells, WhatIsWrittenHasTheWholeCellBeforeItsUnit) {
    const auto cells = joined({"日期", "", "年", "", "月", "", "日"});
    const PrintFlow flow = flow_of(date_words);
    const FlowMatch match = match_flow(flow, cells[1].items);
    for (std::size_t part = 0; part < 3; ++part)
        EXPECT_EQ(cell_before_unit(cells[1], flow, match, 2 * part), cells[1].parts[2 * part]);
    cv::Mat blank(100, 2200, CV_8UC1, cv::Scalar(0));
    SpotCollector collector(0, blank, printed_px_per_mm, BoxSide::before);
    collector.take_cell(cells[1], flow, match);
    EXPECT_THAT(collector.missing, IsEmpty());
    ASSERT_THAT(collector.spots, SizeIs(3));
    EXPECT_NEAR(collector.spots[1].box.width * printed_px_per_mm, cell_width - 4, 1);
}

TEST(UnitCells, OfAUnitThatWasNotFoundThePlaceIsMissing) {
    auto cells = joined({"日期", "", "年", "", "月", "", "日"});
    const PrintFlow flow = flow_of(date_words);
    FlowMatch match = match_flow(flow, cells[1].items);
    match.item_of[1] = -1;
    EXPECT_TRUE(cell_before_unit(cells[1], flow, match, 0).empty());
    cv::Mat blank(100, 2200, CV_8UC1, cv::Scalar(0));
    SpotCollector collector(0, blank, printed_px_per_mm, BoxSide::before);
    collector.take_cell(cells[1], flow, match);
    EXPECT_THAT(collector.missing, ElementsAre("date.year"));
}

TEST(UnitCells, ACellThatWasNotJoinedHasNoSuchPlace) {
    const auto cell = row_of_cells({"年月日"})[0];
    const PrintFlow flow = flow_of(date_words);
    EXPECT_TRUE(cell_before_unit(cell, flow, match_flow(flow, cell.items), 0).empty());
}

}  // namespace
}  // namespace tanfang
