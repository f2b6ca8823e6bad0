#include "pipeline/page/item_labels.h"

#include "pipeline/page/box_side.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "flow_of.h"
#include "printed_row.h"
#include <gmock/gmock.h>

namespace tanfang {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

/// Four items, of which three are answered by the same words.
PrintWords questions() {
    PrintWords form;
    form.form = "small";
    for (const auto* cell :
         {"服务方式", "[way.home]上门探访[way.phone]电话探访", "健康状况", "表达能力",
          "[talk.same]无变化[talk.worse]较差", "行动能力", "[walk.same]无变化[walk.worse]较差",
          "居住环境", "室内环境", "[room.same]无变化[room.worse]较差"})
        form.cells.push_back(flow_of(cell));
    return form;
}

constexpr int wide = 400, high = 100;

/// Cells of a print in a grid of equal ones; an empty text is a cell without words.
std::vector<PrintedRegion> grid(const std::vector<std::vector<std::string>>& rows) {
    std::vector<PrintedRegion> cells;
    for (std::size_t y = 0; y < rows.size(); ++y)
        for (std::size_t x = 0; x < rows[y].size(); ++x) {
            PrintedRegion cell;
            cell.box = {static_cast<int>(x) * (wide + 2), static_cast<int>(y) * (high + 2), wide,
                        high};
            cell.items = items_of(rows[y][x]);
            cells.push_back(std::move(cell));
        }
    return cells;
}

/// The cell in which each box of a form stands.
std::map<std::string, std::size_t> places_of_boxes(const std::vector<PrintedRegion>& cells,
                                                   const PrintWords& form) {
    FormMatch match = match_form(cells, form);
    settle_options(match, cells, printed_px_per_mm);
    std::map<std::string, std::size_t> places;
    for (const auto& cell : match.cells)
        for (const auto& token : match.flows[cell.known])
            if (token.kind == PrintToken::Kind::box)
                places[token.spot] = cell.cell;
    return places;
}

/// The cell in which each item's options stand: the last one, if there are several.
std::map<std::string, std::size_t> places_of_options(const std::vector<PrintedRegion>& cells) {
    std::map<std::string, std::size_t> places;
    for (const auto& [box, cell] : places_of_boxes(cells, questions())) {
        std::size_t& place = places[box.substr(0, box.find('.'))];
        place = std::max(place, cell);
    }
    return places;
}

const std::string same = "□无变化□较差", ways = "□上门探访□电话探访";

TEST(ItemLabels, OptionsBelongToTheItemWhoseLabelStandsLeftOfThem) {
    EXPECT_THAT(places_of_options(grid({{"服务方式", ways, "健康状况", ""},
                                        {"表达能力", same, "室内环境", same},
                                        {"行动能力", same, "居住环境", ""}})),
                ElementsAre(Pair("room", 7), Pair("talk", 5), Pair("walk", 9), Pair("way", 1)));
    EXPECT_THAT(places_of_options(grid(
                    {{"室内环境", same, "服务方式", ways}, {"行动能力", same, "表达能力", same}})),
                ElementsAre(Pair("room", 1), Pair("talk", 7), Pair("walk", 5), Pair("way", 3)));
}

TEST(ItemLabels, OptionsBelongToTheItemWhoseLabelStandsAboveThem) {
    EXPECT_THAT(places_of_options(grid(
                    {{"服务方式", "室内环境", "表达能力", "行动能力"}, {ways, same, same, same}})),
                ElementsAre(Pair("room", 5), Pair("talk", 6), Pair("walk", 7), Pair("way", 4)));
}

TEST(ItemLabels, OptionsBelongToTheItemWhoseLabelStandsBeforeThemInTheirCell) {
    EXPECT_THAT(places_of_options(grid({{"服务方式" + ways, "健康状况", "室内环境" + same},
                                        {"行动能力" + same, "居住环境", "表达能力" + same}})),
                ElementsAre(Pair("room", 2), Pair("talk", 5), Pair("walk", 3), Pair("way", 0)));
}

TEST(ItemLabels, OptionsWhoseLabelWasNotReadAreMissingIfAnotherItemHasTheSame) {
    EXPECT_THAT(places_of_options(grid({{"服务万武", ways},
                                        {"健康状况", ""},
                                        {"表达能力", same},
                                        {"衍劫朋刀", same},
                                        {"居住环境", ""},
                                        {"室内环境", same}})),
                ElementsAre(Pair("room", 11), Pair("talk", 5), Pair("way", 1)));
}

TEST(ItemLabels, ALabelThatMayBeOneOfTwoIsNone) {
    EXPECT_THAT(places_of_options(grid({{"服务方式", ways},
                                        {"健康状况", ""},
                                        {"口口能力", same},
                                        {"口口能力", same},
                                        {"居住环境", ""},
                                        {"室内环境", same}})),
                ElementsAre(Pair("room", 11), Pair("way", 1)));
}

TEST(ItemLabels, OptionsBetweenTwoLabelsAreMissing) {
    EXPECT_THAT(
        places_of_options(grid({{"服务方式", ways, "表达能力"}, {"健康状况", "行动能力", same}})),
        ElementsAre(Pair("way", 1)));
}

TEST(ItemLabels, OptionsBesideAnotherItemsLabelAreMissing) {
    EXPECT_THAT(places_of_options(grid({{"表达能力", ways}, {"健康状况", ""}, {"行动能力", same}})),
                ElementsAre(Pair("walk", 5)));
}

TEST(ItemLabels, OptionsInTwoCellsHaveTheirLabelLeftOfTheFirst) {
    const auto places = places_of_options(grid({{"服务方式", "□上门探访", "□电话探访"},
                                                {"健康状况", "", ""},
                                                {"表达能力", "□无变化", "□较差"},
                                                {"行动能力", "□无变化", "□较差"},
                                                {"居住环境", "", ""},
                                                {"室内环境", "□无变化", "□较差"}}));
    EXPECT_THAT(places,
                ElementsAre(Pair("room", 17), Pair("talk", 8), Pair("walk", 11), Pair("way", 2)));
}

TEST(ItemLabels, OptionsInThreeCellsWithTheirBoxesBehindHaveTheirLabelLeftOfTheFirst) {
    PrintWords form;
    for (const auto* cell : {"表达能力", "[talk.same]无变化[talk.better]较好[talk.worse]较差",
                             "行动能力", "[walk.same]无变化[walk.better]较好[walk.worse]较差"})
        form.cells.push_back(flow_of(cell));
    form = with_boxes_behind(form);
    const auto cells = grid(
        {{"表达能力", "无变化□", "较好□", "较差□"}, {"行动能力", "无变化□", "较好□", "较差□"}});
    EXPECT_THAT(places_of_boxes(cells, form),
                ElementsAre(Pair("talk.better", 2), Pair("talk.same", 1), Pair("talk.worse", 3),
                            Pair("walk.better", 6), Pair("walk.same", 5), Pair("walk.worse", 7)));
}

TEST(ItemLabels, AnOptionWhoseBoxIsLostBelowItsMarkLeadsToTheLabelToo) {
    EXPECT_THAT(places_of_options(grid({{"表达能力", "网无变化", "□较差"},
                                        {"行动能力", "□无变化", "□较差"},
                                        {"室内环境", "□无变化", "□较差"}})),
                ElementsAre(Pair("room", 8), Pair("talk", 2), Pair("walk", 5)));
}

}  // namespace
}  // namespace tanfang
