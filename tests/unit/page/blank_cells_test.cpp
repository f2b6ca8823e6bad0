/// Which cell or which part of it is meant, where a label has more than one beside it.
#include "pipeline/page/blank_cells.h"

#include "pipeline/page/cell_behind.h"
#include "pipeline/page/writing_gap.h"

#include "flow_of.h"
#include "printed_row.h"
#include <gmock/gmock.h>

namespace tanfang {
namespace {

using testing::Pair;
using testing::UnorderedElementsAre;

PrintedRegion cell_at(const cv::Rect& box, const std::string& words = "") {
    PrintedRegion cell = row_with_gap(items_of(words), box.width);
    cell.box = box;
    return cell;
}

/// The cells of a print that are known ones, with the known ones' places among the flows.
std::vector<std::pair<std::size_t, std::size_t>> settled(const std::vector<PrintedRegion>& cells,
                                                         const std::vector<std::string>& known,
                                                         const std::vector<CellMatch>& labels) {
    FormMatch match;
    for (const auto& words : known) match.flows.push_back(flow_of(words));
    match.cells = labels;
    settle_blank_cells(match, cells, printed_px_per_mm);
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    for (const auto& cell : match.cells) pairs.emplace_back(cell.cell, cell.known);
    return pairs;
}

TEST(BlankCells, OfHeadingsSideBySideAreTheOnesBelow) {
    const std::vector<PrintedRegion> cells{cell_at({0, 0, 200, 60}, "饮水"),
                                           cell_at({204, 0, 200, 60}, "用电"),
                                           cell_at({0, 64, 200, 60}), cell_at({204, 64, 200, 60})};
    EXPECT_THAT(settled(cells, {"饮水", "{w}", "用电", "{e}"}, {{0, 0, {}}, {1, 2, {}}}),
                UnorderedElementsAre(Pair(0, 0), Pair(1, 2), Pair(2, 1), Pair(3, 3)));
}

TEST(BlankCells, OfALabelByItselfIsTheOneBelowOnlyIfThatIsMuchLarger) {
    std::vector<PrintedRegion> cells{cell_at({0, 0, 200, 60}, "饮水"), cell_at({0, 64, 200, 60})};
    EXPECT_THAT(settled(cells, {"饮水", "{w}"}, {{0, 0, {}}}), UnorderedElementsAre(Pair(0, 0)));
    cells[1] = cell_at({0, 64, 200, 130});
    EXPECT_THAT(settled(cells, {"饮水", "{w}"}, {{0, 0, {}}}),
                UnorderedElementsAre(Pair(0, 0), Pair(1, 1)));
}

TEST(BlankCells, OfARowWhoseNumberWasNotReadAreFoundBelowAndAboveOneThatWas) {
    std::vector<PrintedRegion> cells;
    for (int row = 0; row < 3; ++row)
        for (int column = 0; column < 4; ++column)
            cells.push_back(cell_at({column * 204, row * 64, 200, 60}));
    cells[4] = cell_at(cells[4].box, "2");
    EXPECT_THAT(
        settled(cells,
                {"1", "{a}", "{b}", "{c}", "2", "{d}", "{e}", "{f}", "3", "{g}", "{h}", "{i}"},
                {{4, 4, {}}}),
        UnorderedElementsAre(Pair(0, 0), Pair(1, 1), Pair(2, 2), Pair(3, 3), Pair(4, 4), Pair(5, 5),
                             Pair(6, 6), Pair(7, 7), Pair(8, 8), Pair(9, 9), Pair(10, 10),
                             Pair(11, 11)));
}

/// The spots of a row of four cells for writing, from left to right, below these headings; "-"
/// where a cell is none.
std::vector<std::string> under(const std::vector<std::string>& headings) {
    PrintWords form;
    for (const char* const words : {"姓名", "性别", "与户主关系", "健康状况", "1", "{a}", "{b}",
                                    "{c}", "{d}", "2", "{e}", "{f}", "{g}", "{h}"})
        form.cells.push_back(flow_of(words));
    std::vector<PrintedRegion> cells;
    for (int column = 0; column < 4; ++column)
        cells.push_back(
            cell_at({204 + column * 204, 0, 200, 60}, headings[static_cast<std::size_t>(column)]));
    for (int row = 0; row < 2; ++row)
        for (int column = 0; column < 5; ++column)
            cells.push_back(cell_at({column * 204, 64 + row * 64, 200, 60}, column > 0 ? ""
                                                                            : row > 0  ? "2"
                                                                                       : "1"));
    FormMatch match = match_form(cells, form);
    match.form = &form;
    settle_blank_cells(match, cells, printed_px_per_mm);
    std::vector<std::string> spots(4, "-");
    for (const auto& cell : match.cells)
        if (cell.cell >= 10)
            spots[cell.cell - 10] = match.flows[cell.known].front().spot;
    return spots;
}

TEST(BlankCells, OfARowBelowHeadingsAreThoseOfTheirColumns) {
    using testing::ElementsAre;
    EXPECT_THAT(under({"姓名", "性别", "与户主关系", "健康状况"}), ElementsAre("e", "f", "g", "h"));
    EXPECT_THAT(under({"与户主关系", "姓名", "性别", "健康状况"}), ElementsAre("g", "e", "f", "h"));
    EXPECT_THAT(under({"与户主关系", "姓名", "", "健康状况"}), ElementsAre("g", "e", "f", "h"))
        << "the one that was not read is the one that is left";
    EXPECT_THAT(under({"姓名", "性别", "", ""}), ElementsAre("e", "f", "g", "h"));
    EXPECT_THAT(under({"与户主关系", "姓名", "", ""}), ElementsAre("-", "-", "-", "-"))
        << "which is which of two nobody knows";
    EXPECT_THAT(under({"姓名", "", "", ""}), ElementsAre("-", "-", "-", "-"))
        << "too few were read";
    EXPECT_THAT(under({"姓名", "姓名", "与户主关系", "健康状况"}), ElementsAre("-", "-", "-", "-"));
}

TEST(CellBehind, IsTheOneBelowWhereLabelsStandSideBySideEachWithAFreeCellBelow) {
    std::vector<PrintedRegion> cells{cell_at({0, 0, 200, 60}, "项目"),
                                     cell_at({204, 0, 200, 60}, "金额"), cell_at({0, 64, 200, 90}),
                                     cell_at({204, 64, 200, 90})};
    FormMatch match;
    for (const char* const words : {"项目{i}", "金额{a}"}) match.flows.push_back(flow_of(words));
    match.cells = {{0, 0, {}}, {1, 1, {}}};
    EXPECT_EQ(cell_behind(match, 0, cells, nullptr, printed_px_per_mm), &cells[2]);
    EXPECT_EQ(cell_behind(match, 1, cells, nullptr, printed_px_per_mm), &cells[3]);
    cells[3] = cell_at({304, 64, 100, 90});  // in other columns: a row of its own
    EXPECT_EQ(cell_behind(match, 0, cells, nullptr, printed_px_per_mm), nullptr);
}

TEST(CellBehind, IsTheBlankOneBelowWhereAnotherHeadingStandsBeside) {
    std::vector<PrintedRegion> cells{cell_at({0, 0, 200, 60}, "签字"),
                                     cell_at({204, 0, 200, 60}, "日期"), cell_at({0, 64, 200, 90}),
                                     cell_at({204, 64, 200, 90}, "年月日")};
    FormMatch match;
    match.flows.push_back(flow_of("签字{s}"));
    match.cells = {{0, 0, {}}};
    EXPECT_EQ(cell_behind(match, 0, cells, nullptr, printed_px_per_mm), &cells[2]);
    cells[2] = cell_at({0, 64, 200, 90}, "林");
    EXPECT_EQ(cell_behind(match, 0, cells, nullptr, printed_px_per_mm), &cells[1])
        << "what is right of it may be writing";
}

/// Which cell is the place of the gap before 签字, whose label is 措施; the last one is free.
std::size_t place_of_measures(std::vector<PrintedRegion> cells) {
    PrintWords form;
    for (const char* const words : {"措施", "{m}签字", "组织"})
        form.cells.push_back(flow_of(words));
    FormMatch match;
    match.form = &form;
    for (const char* const words : {"措施", "组织", "{m}签字"})
        match.flows.push_back(flow_of(words));
    match.cells = {{0, 0, {}}, {1, 1, {}}, {2, 2, match_flow(match.flows[2], cells[2].items)}};
    settle_first_gaps(match, cells, printed_px_per_mm);
    for (const auto& cell : match.cells)
        if (match.flows[cell.known].front().spot == "m")
            return cell.cell;
    return cells.size();
}

TEST(BlankCells, TheFirstGapsPlaceMayBeTheLargeCellBelowItsLabelThoughAnotherCellStandsBetween) {
    std::vector<PrintedRegion> cells{
        cell_at({204, 0, 200, 60}, "措施"), cell_at({0, 0, 200, 60}, "组织"),
        cell_at({0, 400, 200, 60}, "签字"), cell_at({204, 64, 200, 300})};
    EXPECT_EQ(place_of_measures(cells), 3U);
    cells[3] = cell_at({204, 64, 200, 60});
    EXPECT_EQ(place_of_measures(cells), 2U) << "as large as the label's, it may be anything";
}

TEST(BlankCells, ACellThatSaysALabelsWordsIsNoPlaceOfWriting) {
    const std::vector<PrintedRegion> cells{cell_at({0, 0, 200, 60}, "责任人"),
                                           cell_at({204, 0, 200, 60}, "签字"),
                                           cell_at({0, 64, 200, 60}), cell_at({204, 64, 200, 60})};
    FormMatch match;
    match.flows = {flow_of("责任人"), flow_of("{p}")};
    match.cells = {{0, 0, {}}};
    match.labels = {true, true, false, false};
    settle_blank_cells(match, cells, printed_px_per_mm);
    ASSERT_EQ(match.cells.size(), 2U);
    EXPECT_EQ(match.cells[1].cell, 2U) << "both are headings";
}

/// The place behind a label at some height of a cell, 40 mm wide.
cv::Rect beside_label_at(int y, int cell_height) {
    PrintedRegion cell = row_with_gap(items_of("病史"), 320);
    cell.box.height = cell_height;
    cell.rows.front().box.y = y;
    for (auto& item : cell.items) item.box.y = y;
    const auto flow = flow_of("病史{h}");
    return writing_gap(cell, flow, match_flow(flow, cell.items), 2, printed_px_per_mm);
}

TEST(WritingGap, ReachesBelowALabelThatStandsHighInItsCell) {
    EXPECT_EQ(beside_label_at(8, 100), cv::Rect(0, 0, 320, 100)) << "people write there as well";
    EXPECT_EQ(beside_label_at(60, 150).x, 156) << "in the middle of its cell";
}

TEST(WritingGap, OfASignatureIsNotKnownWhereThereIsRoomBelowItsLabelToo) {
    auto items = items_of("签字年");
    items[2].box = {400, 200, 26, 26};
    items[2].line = 1;
    PrintedRegion cell;
    cell.box = {0, 40, 440, 200};
    cell.items = items;
    cell.rows = {{{100, 50, 56, 26}, {{100, 156}}}, {{400, 200, 26, 26}, {{400, 426}}}};
    const auto flow = flow_of("签字{s}{y}年");
    const auto match = match_flow(flow, items);
    const cv::Rect signature = writing_gap(cell, flow, match, 2, printed_px_per_mm),
                   year = writing_gap(cell, flow, match, 3, printed_px_per_mm);
    EXPECT_TRUE(signature.empty());
    EXPECT_GT(year.y, 150) << "the date's own line";
}

}  // namespace
}  // namespace tanfang
