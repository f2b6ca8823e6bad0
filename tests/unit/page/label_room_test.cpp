/// Places of writing without a cell of their own beside their label.
#include "pipeline/page/label_room.h"

#include "pipeline/page/spot_collector.h"
#include "pipeline/page/writing_gap.h"

#include "flow_of.h"
#include "printed_row.h"
#include <gmock/gmock.h>

namespace tanfang {
namespace {

/// A cell whose words begin `from` px right of its left edge.
PrintedRegion cell_at(const cv::Rect& box, const std::string& words, int from) {
    PrintedRegion cell;
    cell.box = box;
    cell.items = items_of(words);
    if (cell.items.empty())
        return cell;
    cell.rows.emplace_back();
    for (auto& item : cell.items) {
        item.box.x += box.x + from - 100;
        item.box.y = box.y + 20;
        cell.rows.front().box |= item.box;
        cell.rows.front().ink.emplace_back(item.box.x, item.box.br().x);
    }
    return cell;
}

/// The known cells after the places of these cells were settled, the first ones matched.
FormMatch settled(const std::vector<PrintedRegion>& cells, const std::vector<std::string>& known,
                  const std::vector<std::pair<std::size_t, std::size_t>>& matched) {
    FormMatch match;
    for (const auto& words : known) match.flows.push_back(flow_of(words));
    for (const auto& [cell, at] : matched)
        match.cells.push_back({cell, at, match_flow(match.flows[at], cells[cell].items)});
    settle_label_rooms(match, cells, printed_px_per_mm);
    return match;
}

TEST(LabelRoom, IsBehindALabelThatBeginsAtTheLeftEdgeOfItsCell) {
    std::vector<PrintedRegion> cells{cell_at({0, 0, 400, 70}, "姓名:", 16),
                                     cell_at({404, 0, 400, 70}, "性别:", 16)};
    cells[0].items.back().box.width = 4;
    cells[0].rows.front().ink.back() = {76, 80};
    const auto match = settled(cells, {"姓名", "{n}", "性别", "{s}"}, {{0, 0}, {1, 2}});
    ASSERT_EQ(match.flows.size(), 2U);
    EXPECT_EQ(match.flows[0].back().spot, "n");
    EXPECT_EQ(match.flows[1].back().spot, "s");
    EXPECT_EQ(match.cells[1].known, 1U);
    const cv::Rect name =
        writing_gap(cells[0], match.flows[0], match.cells[0].words, 2, printed_px_per_mm);
    EXPECT_EQ(name.x, 80) << "behind the colon";
    EXPECT_EQ(name.br().x, 400);
}

TEST(LabelRoom, IsNoneInACellWhoseLabelStandsInTheMiddleOrBesideAFreeCell) {
    const std::vector<PrintedRegion> middle{cell_at({0, 0, 400, 70}, "姓名", 170)};
    EXPECT_EQ(settled(middle, {"姓名", "{n}"}, {{0, 0}}).flows.size(), 2U);
    const std::vector<PrintedRegion> beside{cell_at({0, 0, 400, 70}, "姓名", 16),
                                            cell_at({404, 0, 400, 70}, "", 0)};
    EXPECT_EQ(settled(beside, {"姓名", "{n}"}, {{0, 0}}).flows.size(), 2U);
    const std::vector<PrintedRegion> several{cell_at({0, 0, 400, 70}, "1", 16)};
    EXPECT_EQ(settled(several, {"1", "{n}", "{s}"}, {{0, 0}}).flows.size(), 3U)
        << "a row of places has cells";
}

TEST(LabelRoom, OfASignatureIsAboveItsDateInTheCellBesideTheLabel) {
    std::vector<PrintedRegion> cells{cell_at({0, 0, 100, 250}, "签字", 20),
                                     cell_at({104, 0, 600, 250}, "年月日", 300)};
    for (auto& item : cells[1].items) item.box.y = 190;
    cells[1].rows.front().box.y = 190;
    const auto match = settled(cells, {"签字{s}", "{y}年{m}月{d}日"}, {{0, 0}, {1, 1}});
    EXPECT_EQ(match.flows[0].size(), 2U);
    ASSERT_EQ(match.flows[1].front().spot, "s");
    const auto place = [&](std::size_t gap) {
        return writing_gap(cells[1], match.flows[1], match.cells[1].words, gap, printed_px_per_mm);
    };
    EXPECT_EQ(place(0), cv::Rect(104, 0, 600, 178));
    EXPECT_GE(place(1).y, 178) << "the year's place is in its line";
    EXPECT_EQ(place(1).br().x, 404);
    cells[1].rows.front().box.y = 40;
    EXPECT_TRUE(place(0).empty()) << "there is no room above the date";
}

}  // namespace
}  // namespace tanfang
