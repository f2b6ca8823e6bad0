/// Prints that say what a form says in another order, or less.
#include "pipeline/page/own_words.h"

#include <string>
#include <vector>

#include "flow_of.h"
#include "row_of_cells.h"
#include <gmock/gmock.h>

namespace tanfang {
namespace {

using testing::ElementsAre;

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

TEST(OwnWords, AnAddressHasNothingButPlacesAndTheirUnits) {
    EXPECT_TRUE(is_places_with_units(flow_of(address)));
    EXPECT_FALSE(is_places_with_units(flow_of("{y}年{m}月{d}日"))) << "single signs";
    EXPECT_FALSE(is_places_with_units(flow_of("{measures}工作人员签字:{signature}")));
    EXPECT_FALSE(is_places_with_units(flow_of("姓名{name}")));
    EXPECT_FALSE(is_places_with_units({}));
}

/// What a form of these cells says on a print of those.
std::vector<std::string> own(const std::vector<std::string>& form,
                             const std::vector<std::string>& print,
                             BoxSide side = BoxSide::before) {
    std::vector<std::string> words;
    for (const auto& flow : words_of_print(form_with(form), side, row_of_cells(print)).cells)
        words.push_back(said(flow));
    return words;
}

TEST(OwnWords, PlacesStandBehindUnitsThatAskForThem) {
    const std::string asking = "乡镇(街道){street}村(社区){village}";
    EXPECT_THAT(own({address, "姓名{n}"}, {"户籍地址", "乡镇(街道):", "村(社区):"}),
                ElementsAre(asking, "姓名{n}"));
    EXPECT_THAT(own({address}, {"户籍地址", "乡镇(街道):洪山镇村(社区):"}), ElementsAre(asking));
    EXPECT_THAT(own({address}, {"户籍地址:", "乡镇(街道)村(社区)"}), ElementsAre(address));
    EXPECT_THAT(own({address}, {"乡镇(街道):", "乡镇(街道)村(社区)", "乡镇(街道)村(社区)"}),
                ElementsAre(address))
        << "a place above the addresses";
    EXPECT_THAT(own({address}, {"乡镇〈街道):", "村(社区):", "□乡镇(街道)、村(居)委员会"}),
                ElementsAre(asking))
        << "a misread bracket, and an option";
}

TEST(OwnWords, ACountThatStandsAloneHasNoWordsBehindIt) {
    const std::string count = "第{n}次探访关爱服务";
    EXPECT_THAT(own({count, "服务方式"}, {"探访次数", "第次"}), ElementsAre("第{n}次", "服务方式"));
    EXPECT_THAT(own({count}, {"探访次数", "第12次"}), ElementsAre("第{n}次")) << "filled in";
    EXPECT_THAT(own({count}, {"第次探访关爱服务"}), ElementsAre(count));
    EXPECT_THAT(own({"增加{n}人"}, {"增加人"}), ElementsAre("增加{n}人"));
}

TEST(OwnWords, ALabelMayHaveItsSectionsBeforeIt) {
    EXPECT_THAT(own({"健康状况", "表达能力", "[a]较好"}, {"健康状况:表达能力", "□较好"}),
                ElementsAre("健康状况", "健康状况:表达能力", "{a}较好"));
    EXPECT_THAT(own({"表达能力"}, {"无表达能力"}), ElementsAre("表达能力"));
    EXPECT_THAT(own({"性别"}, {"姓名:性别"}), ElementsAre("性别")) << "too short to be told";
}

TEST(OwnWords, BoxesStandOnTheSideThatThePrintHasThem) {
    EXPECT_THAT(own({"[a]较好[b]较差"}, {"较好□较差□"}, BoxSide::behind),
                ElementsAre("较好{a}较差{b}"));
}

}  // namespace
}  // namespace tanfang
