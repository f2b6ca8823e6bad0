/// Prints in which each box has a cell of its own.
#include "pipeline/page/option_cells.h"

#include "pipeline/page/box_side.h"
#include "pipeline/page/spot_collector.h"

#include <algorithm>
#include <string>
#include <vector>

#include "flow_of.h"
#include "printed_row.h"
#include "row_of_cells.h"
#include <gmock/gmock.h>

namespace tanfang {
namespace {

using testing::ElementsAre;

const std::vector<PrintFlow> units{flow_of("元"), flow_of("人")};

std::vector<std::string> joined(const std::vector<std::string>& words) {
    std::vector<std::string> out;
    for (const auto& cell : with_option_cells_joined(row_of_cells(words), units, printed_px_per_mm))
        out.push_back(said_in(cell));
    return out;
}

TEST(OptionCells, BoxesAndLabelsThatTakeTurnsAreReadAsOneCell) {
    EXPECT_THAT(joined({"能力", "较好", "□", "较差", "□"}), ElementsAre("能力", "较好□较差□"));
    EXPECT_THAT(joined({"能力", "□", "较好", "□", "较差"}), ElementsAre("能力", "□较好□较差"));
    EXPECT_THAT(joined({"能力", "较好", "□", "较差", "□", "卫生", "较好", "□", "较差", "□"}),
                ElementsAre("能力", "较好□较差□", "卫生", "较好□较差□"));
}

TEST(OptionCells, CellsThatHoldMoreThanABoxStayAsTheyAre) {
    const std::vector<std::string> options = {"能力", "□较好□较差"};
    EXPECT_EQ(joined(options), options);
    const std::vector<std::string> single = {"姓名", "", "口", "□"};
    EXPECT_EQ(joined(single), single) << "one box in a row is none of several options";
    const std::vector<std::string> labeled = {"较好", "□甲乙", "较差", "□甲乙"};
    EXPECT_EQ(joined(labeled), labeled);
}

TEST(OptionCells, CellsOfTwoRowsAreNotJoined) {
    auto cells = row_of_cells({"能力", "较好", "□"});
    for (auto& cell : row_of_cells({"较差", "□"}, 2 * cell_height)) cells.push_back(cell);
    EXPECT_EQ(with_option_cells_joined(cells, units, printed_px_per_mm).size(), 5U);
}

TEST(OptionCells, WhatAnOptionAsksForAndItsUnitBelongToIt) {
    EXPECT_THAT(joined({"补贴", "□", "有,每月", "", "元", "□", "无"}),
                ElementsAre("补贴", "□有,每月元□无"));
    EXPECT_THAT(joined({"补贴", "□", "有,每月", "100", "元", "□", "无"}),
                ElementsAre("补贴", "□有,每月100元□无"));
    const std::vector<std::string> another = {"补贴", "□", "有", "", "金额", "□", "无"};
    EXPECT_EQ(joined(another), another) << "what is no unit";
}

TEST(OptionCells, ASingleOptionIsOneInTheColumnOfOthers) {
    auto cells = row_of_cells({"单位", "□", "企业", "□", "社团"});
    for (auto& cell : row_of_cells({"", "□", "其他"}, cell_height + 4)) cells.push_back(cell);
    std::vector<std::string> said;
    for (const auto& cell : with_option_cells_joined(cells, units, printed_px_per_mm))
        said.push_back(said_in(cell));
    EXPECT_THAT(said, ElementsAre("单位", "□企业□社团", "", "□其他"));
}

TEST(OptionCells, ASignReadOfTheOutlineOfABoxIsNoLabel) {
    auto cells = row_of_cells({"较好", "□", "较差", "□"});
    PrintedItem edge{false, U'|', 0, cells[1].items[0].box};
    edge.box.width = 4;
    cells[1].items.push_back(edge);
    const auto out = with_option_cells_joined(cells, units, printed_px_per_mm);
    ASSERT_EQ(out.size(), 1U);
    EXPECT_EQ(said_in(out[0]), "较好□较差□");
    EXPECT_EQ(out[0].parts.size(), 4U);
}

/// Places found in a row of cells, "-" for a box that is missing.
std::vector<std::string> boxes_in(const std::vector<std::string>& words, BoxSide side) {
    const cv::Mat ink(cell_height, cell_width * 12, CV_8UC1, cv::Scalar(0));
    PrintWords form;
    form.cells = {flow_of("[f.a]安全[f.b]较安全[f.c]不安全")};
    if (side == BoxSide::behind)
        form = with_boxes_behind(form);
    const auto cells = with_option_cells_joined(row_of_cells(words), units, printed_px_per_mm);
    SpotCollector collector(0, ink, printed_px_per_mm, side);
    const FlowMatch match = match_flow(form.cells[0], cells.back().items);
    collector.take_cell(cells.back(), form.cells[0], match);
    collector.find_boxes();
    std::vector<std::string> found;
    for (const auto& spot : collector.spots)
        found.push_back(
            spot.part + "@" +
            std::to_string(static_cast<int>(spot.box.center().x * printed_px_per_mm) / cell_width));
    std::sort(found.begin(), found.end());
    for (std::size_t i = 0; i < collector.missing.size(); ++i) found.emplace_back("-");
    return found;
}

TEST(OptionCells, EachBoxIsThatOfTheLabelInTheCellBesideIt) {
    EXPECT_THAT(boxes_in({"安全", "□", "较安全", "□", "不安全", "□"}, BoxSide::behind),
                ElementsAre("a@1", "b@3", "c@5"));
    EXPECT_THAT(boxes_in({"□", "安全", "□", "较安全", "□", "不安全"}, BoxSide::before),
                ElementsAre("a@0", "b@2", "c@4"));
}

TEST(OptionCells, WhereALabelOfTheRowIsUnknownNoBoxIsTaken) {
    EXPECT_THAT(boxes_in({"安全", "□", "较安全", "□", "不安全", "□", "备注"}, BoxSide::before),
                ElementsAre("-", "-", "-"));
}

TEST(OptionCells, AGapWhoseLabelStandsInAnotherRowIsMissing) {
    const cv::Mat ink(cell_height, cell_width * 12, CV_8UC1, cv::Scalar(0));
    const auto flow = flow_of("[f.a]严重疾病名称：{n}[f.b]转好");
    const auto cells = with_option_cells_joined(row_of_cells({"□", "严重", "□", "转好"}), units,
                                                printed_px_per_mm);
    SpotCollector collector(0, ink, printed_px_per_mm, BoxSide::before);
    const FlowMatch match = match_flow(flow, cells[0].items);
    collector.take_cell(cells[0], flow, match);
    EXPECT_THAT(collector.missing, ElementsAre("n"));
}

}  // namespace
}  // namespace tanfang
