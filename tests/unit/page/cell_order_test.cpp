/// Known cells that a print divides.
#include "pipeline/page/cell_order.h"

#include <algorithm>

#include "flow_of.h"
#include "printed_row.h"
#include <gmock/gmock.h>

namespace tanfang {
namespace {

std::vector<PrintedRegion> cells_of(const std::vector<std::string>& print) {
    std::vector<PrintedRegion> cells(print.size());
    for (std::size_t i = 0; i < print.size(); ++i) cells[i].items = items_of(print[i]);
    return cells;
}

std::vector<KnownCell> divided(const std::string& known, const std::vector<PrintedRegion>& cells) {
    std::vector<KnownCell> divided{known_cell(flow_of(known), cells)};
    put_in_print_order(divided, cells);
    return divided;
}

std::size_t spots_of(const PrintFlow& flow) {
    return static_cast<std::size_t>(
        std::count_if(flow.begin(), flow.end(), [](const auto& t) { return !t.spot.empty(); }));
}

TEST(CellOrder, AKnownCellIsCutWhereBothHalvesAgreeBest) {
    const auto cells =
        cells_of({"□孤寡老人□独居老人□空巢老人□留守老人", "□失能老人□重残老人□计划生育"});
    const auto known = divided(
        "[a]孤寡老人[b]独居老人[c]空巢老人[d]留守老人[e]失能老人[f]重残老人[g]计划生育", cells);
    ASSERT_EQ(known.size(), 2U);
    EXPECT_EQ(spots_of(known[0].flow), 4U);
    EXPECT_EQ(spots_of(known[1].flow), 3U);
}

TEST(CellOrder, BetweenTheHalvesOfAKnownCellMayBeOneForWriting) {
    const auto cells = cells_of({"工作人员签字", "", "年月日"});
    const auto known = divided("工作人员签字{s}{y}年{m}月{d}日", cells);
    ASSERT_EQ(known.size(), 2U);
    EXPECT_EQ(spots_of(known[0].flow), 1U) << "the year's place stands before 年";
    EXPECT_EQ(spots_of(known[1].flow), 3U);
}

TEST(CellOrder, BetweenTheHalvesOfAKnownCellMayBeARowOfHeadingsAndPlaces) {
    const auto cells = cells_of({"工作人员签字", "签字日期", "", "", "年月日"});
    const auto known = divided("工作人员签字{s}{y}年{m}月{d}日", cells);
    ASSERT_EQ(known.size(), 2U);
    EXPECT_EQ(spots_of(known[1].flow), 3U);
}

TEST(CellOrder, OfTheCellsThatMayHoldTheSecondHalfItIsTheOneThatHoldsMostOfIt) {
    const auto cells = cells_of({"工作人员签字", "", "日其", "年月日"});
    const auto known = divided("工作人员签字{s}{y}年{m}月{d}日", cells);
    ASSERT_EQ(known.size(), 2U);
    EXPECT_EQ(known[1].flow.size(), 6U) << "and not the last sign, which another cell has too";
}

TEST(CellOrder, ACellIsFoundHoweverFarItStandsFromItsPlaceInTheForm) {
    const std::vector<std::string> rows{"家庭状况", "人口变化", "健康状况", "表达能力", "行动能力",
                                        "疾病名称", "精神状态", "情绪稳定", "安全情况", "燃气检查",
                                        "水暖检查", "用电检查", "卫生打扫", "个人衣着", "家庭整洁",
                                        "居住环境", "室内通风", "服务人员", "陪同邻居", "备注说明"};
    std::vector<std::string> print{"服务方式", "关爱需求", ""};
    print.insert(print.end(), rows.begin(), rows.end());
    const auto cells = cells_of(print);
    std::vector<KnownCell> known{known_cell(flow_of("服务方式"), cells)};
    for (const auto& words : rows) known.push_back(known_cell(flow_of(words), cells));
    known.push_back(known_cell(flow_of("关爱需求{n}"), cells));
    put_in_print_order(known, cells);
    EXPECT_EQ(known[1].flow.back().spot, "n");
}

TEST(CellOrder, ACellThatIsMovedFarDoesNotPartALabelFromThePlaceOfItsWriting) {
    const std::vector<std::string> between{"户籍地址", "居住地址", "健康情况", "能力程度",
                                           "曾患病史", "经济情况", "特困人员", "月可支配",
                                           "对象类型", "饮水安全", "用电安全"};
    std::vector<std::string> print{"联系电话", "经济来源", "", ""};
    print.insert(print.end(), between.begin(), between.end());
    const auto cells = cells_of(print);
    std::vector<KnownCell> known{known_cell(flow_of("联系电话"), cells),
                                 known_cell(flow_of("{phone}"), cells)};
    for (const auto& words : between) known.push_back(known_cell(flow_of(words), cells));
    known.push_back(known_cell(flow_of("经济来源{i}"), cells));
    put_in_print_order(known, cells);
    const auto at = [&known](const std::string& spot) {
        return std::find_if(known.begin(), known.end(),
                            [&](const KnownCell& cell) { return cell.flow.back().spot == spot; }) -
               known.begin();
    };
    EXPECT_EQ(at("phone"), 1);
    EXPECT_EQ(at("i"), 2);
}

/// The spots of the cells of a print, each cell in brackets, as the known ones are aligned with it.
std::string spots_in(const std::vector<std::string>& print, const std::vector<std::string>& form,
                     const std::vector<std::size_t>& sections = {}) {
    const auto cells = cells_of(print);
    KnownCells known;
    for (const auto& words : form) known.push_back(known_cell(flow_of(words), cells));
    for (const std::size_t first : sections) known[first].begins_section = true;
    put_in_print_order(known, cells);
    std::string spots;
    std::size_t next = 0;
    for (const auto& [cell, at] : align_cells(known, cells.size()).pairs) {
        for (; next < cell; ++next) spots += "()";
        ++next;
        spots += "(";
        for (const auto& token : known[at].flow) spots += token.spot;
        spots += ")";
    }
    return spots;
}

TEST(CellOrder, WholeSectionsMayStandInAnotherOrderThoughTheySayTheSame) {
    EXPECT_EQ(spots_in({"家庭成员", "姓名", "", "性别", "", "服务对象", "姓名", "", "性别", ""},
                       {"服务对象", "姓名", "{a}", "性别", "{b}", "家庭成员", "姓名", "{c}", "性别",
                        "{d}"},
                       {0, 5}),
              "()()(c)()(d)()()(a)()(b)");
}

TEST(CellOrder, ALabelIsMovedWithAllPlacesBehindIt) {
    EXPECT_EQ(spots_in({"甲子", "", "", "丙寅", "", "", "乙丑", "", ""},
                       {"甲子", "{a}", "{b}", "乙丑", "{c}", "{d}", "丙寅", "{e}", "{f}"}),
              "()(a)(b)()(e)(f)()(c)(d)");
}

TEST(CellOrder, EachOptionMayHaveACellOfItsOwnInAnyOrder) {
    EXPECT_EQ(spots_in({"对象", "□孤寡老年人", "□独居老年人", "□计划生育家庭", "□重残老年人(证号:)",
                        "饮水是否安全"},
                       {"对象", "[a]孤寡老年人[b]独居老年人[c]重残老年人(证号:{n})[d]计划生育家庭",
                        "饮水是否安全"}),
              "()(a)(b)(d)(cn)()");
}

TEST(CellOrder, TwoKnownCellsMayStandInOne) {
    EXPECT_EQ(spots_in({"□特困人员□低保边缘月可支配收入:经济来源:"},
                       {"[a]特困人员[b]低保边缘", "月可支配收入:{m}", "经济来源:{s}"}),
              "(abms)");
    EXPECT_EQ(
        spots_in({"服务人员(签字)服务对象(签字)"}, {"服务人员(签字){v}", "服务对象(签字){s}"}),
        "(vs)")
        << "of which either is found alone";
    EXPECT_EQ(spots_in({"服务对象(签字)家属电话号码"}, {"服务人员(签字){v}", "服务对象(签字){s}"}),
              "(s)");
}

TEST(CellOrder, SeveralRowsMayBeLinesOfOneCell) {
    EXPECT_EQ(
        spots_in({"健康状况", "表达能力:□无变化□较好□较差行动能力:□无变化□较好□较差", "精神状态"},
                 {"健康状况", "表达能力", "[a]无变化[b]较好[c]较差", "行动能力",
                  "[d]无变化[e]较好[f]较差", "精神状态"}),
        "()(abcdef)()");
}

TEST(CellOrder, TwoLabelsInAnotherOrderAreNotTakenForEachOther) {
    EXPECT_EQ(spots_in({"帮扶措施", "", "帮扶责任人", "", "工作人员签字", ""},
                       {"帮扶责任人", "{p}", "帮扶措施", "{m}工作人员签字{s}"}),
              "()()()(p)(ms)");
}

TEST(CellOrder, TheOptionsOfARowStandBesideItsOwnLabel) {
    EXPECT_EQ(spots_in({"人口变化", "□无变化", "□增加人", "表达能力", "□无变化", "□较好", "□较差",
                        "行动能力", "□无变化", "□较好", "□较差"},
                       {"人口变化", "[a]无变化[b]增加{n}人", "表达能力", "[c]无变化[d]较好[e]较差",
                        "行动能力", "[f]无变化[g]较好[h]较差"}),
              "()(a)(bn)()(c)(d)(e)()(f)(g)(h)");
    EXPECT_EQ(spots_in({"行动能力", "□无变化", "□较好", "□较差", "备注说明"},
                       {"表达能力", "[c]无变化[d]较好[e]较差", "行动能力",
                        "[f]无变化[g]较好[h]较差", "备注说明"}),
              "()(f)(g)(h)()")
        << "a row whose label is not there has no options there";
    EXPECT_EQ(spots_in({"室内环境", "□无变化", "□较好", "□较差", "备注说明"},
                       {"室内环境", "[f]无变化[g]较好[h]较差", "表达能力",
                        "[c]无变化[d]较好[e]较差", "备注说明"}),
              "()(f)(g)(h)()");
}

TEST(CellOrder, ThePlaceThatAnOptionAsksForMayHaveACellOfItsOwn) {
    EXPECT_EQ(spots_in({"疾病状况", "□无变化", "□严重", "□转好", "疾病名称:"},
                       {"疾病状况", "[a]无变化[b]严重疾病名称:{n}[c]转好"}),
              "()(a)(b)(c)(n)");
    EXPECT_EQ(spots_in({"疾病状况", "无变化□", "严重□", "转好□", "疾病名称:"},
                       {"疾病状况", "无变化[a]严重疾病名称:{n}[b]转好[c]"}),
              "()(a)(b)(c)(n)")
        << "the box stays with its option";
    EXPECT_EQ(spots_in({"疾病状况", "□无变化□严重□转好", "疾病名称:"},
                       {"疾病状况", "[a]无变化[b]严重疾病名称:{n}[c]转好"}),
              "()(abc)(n)")
        << "and so does the next option";
}

TEST(CellOrder, OptionsMayStandInSeveralRowsInAnyOrder) {
    EXPECT_EQ(
        spots_in({"对象类型", "□孤寡老人□计划生育家庭", "□失能老人□独居老人", "备注说明"},
                 {"对象类型", "[a]孤寡老人[b]独居老人[c]失能老人[d]计划生育家庭", "备注说明"}),
        "()(ad)(cb)()");
}

TEST(CellOrder, AnOptionStandsWhereABoxIsIfBoxesWereRead) {
    EXPECT_EQ(spots_in({"疾病状况", "□无变化", "□严重", "疾病名称", "", "□转好"},
                       {"疾病状况", "[a]无变化[b]严重疾病名称:{n}[c]转好"}),
              "()(a)(b)(n)()(c)");
}

TEST(CellOrder, TheRowsOfOptionsMayEndLeftOfTheNextLabel) {
    auto cells = cells_of({"帮扶单位", "□企业□志愿者", "帮扶责任人", "", "□社会组织□其他"});
    cells[0].box = {0, 0, 200, 130};
    cells[1].box = {204, 0, 600, 60};
    cells[2].box = {808, 0, 200, 130};
    cells[3].box = {1012, 0, 300, 130};
    cells[4].box = {204, 64, 600, 60};
    const auto options_of_last = [&cells] {
        std::vector<KnownCell> known;
        for (const char* const words :
             {"帮扶单位", "[a]企业[b]社会组织[c]志愿者[d]其他", "帮扶责任人", "{p}"})
            known.push_back(known_cell(flow_of(words), cells));
        put_in_print_order(known, cells);
        for (const auto& cell : known)
            if (spots_of(cell.flow) == 2 && cell.flow.front().spot == "b")
                return cell.fits[4];
        return 0.0;
    };
    EXPECT_GT(options_of_last(), 0.9);
    cells[4].box = {1012, 134, 600, 60};  // behind the label
    EXPECT_EQ(options_of_last(), 0);
}

TEST(CellOrder, OfTwoAlikeCellsInPartsEachHasItsOwn) {
    EXPECT_EQ(spots_in({"户籍地址", "", "乡镇(街道)", "", "村(社区)", "居住地址", "", "乡镇(街道)",
                        "", "村(社区)", "健康情况"},
                       {"户籍地址", "{a}乡镇(街道){b}村(社区)", "居住地址",
                        "{c}乡镇(街道){d}村(社区)", "健康情况"}),
              "()()(ab)()()()()(cd)()()()");
}

TEST(CellOrder, ACellThatIsFoundNowhereMayBeInTwoPartsBehindAnotherSection) {
    EXPECT_EQ(
        spots_in({"帮扶措施", "", "家庭成员", "序号", "工作人员签字", "", "年月日"},
                 {"家庭成员", "序号", "帮扶措施", "{m}工作人员签字{s}{y}年{t}月{d}日"}, {0, 2}),
        "()()()()(ms)()(ytd)");
}

}  // namespace
}  // namespace tanfang
