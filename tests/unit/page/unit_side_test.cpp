/// Prints that ask with the words that the notice has behind what is written.
#include "pipeline/page/unit_side.h"

#include <string>
#include <vector>

#include "flow_of.h"
#include "row_of_cells.h"
#include <gmock/gmock.h>

namespace tanfang {
namespace {

const char address[] = "{street}乡镇(街道){village}村(社区)";

PrintWords form_with(const std::vector<std::string>& cells) {
    PrintWords form;
    for (const auto& cell : cells) form.cells.push_back(flow_of(cell));
    return form;
}

std::string said(const PrintFlow& flow) {
    std::string words;
    for (const auto& token : flow)
        words += token.kind == PrintToken::Kind::character ? utf8(token.character)
                                                           : "{" + token.spot + "}";
    return words;
}

TEST(UnitSide, AnAddressHasNothingButPlacesAndTheirUnits) {
    EXPECT_TRUE(is_places_with_units(flow_of(address)));
    EXPECT_FALSE(is_places_with_units(flow_of("{y}年{m}月{d}日"))) << "single signs";
    EXPECT_FALSE(is_places_with_units(flow_of("{measures}工作人员签字:{signature}")));
    EXPECT_FALSE(is_places_with_units(flow_of("姓名{name}")));
    EXPECT_FALSE(is_places_with_units({}));
}

TEST(UnitSide, AColonBehindAUnitTellsThatItAsks) {
    const PrintWords form = form_with({"户籍地址", address});
    EXPECT_TRUE(asks_with_units(row_of_cells({"户籍地址", "乡镇(街道):", "村(社区):"}), form));
    EXPECT_TRUE(asks_with_units(row_of_cells({"户籍地址", "乡镇(街道):洪山镇村(社区):"}), form));
    EXPECT_FALSE(asks_with_units(row_of_cells({"户籍地址:", "乡镇(街道)村(社区)"}), form));
}

TEST(UnitSide, PlacesStandBehindTheWordsThatAskForThem) {
    const auto form = with_units_before_writing(form_with({address, "姓名{name}"}));
    EXPECT_EQ(said(form.cells[0]), "乡镇(街道){street}村(社区){village}");
    EXPECT_EQ(said(form.cells[1]), "姓名{name}");
}

}  // namespace
}  // namespace tanfang
