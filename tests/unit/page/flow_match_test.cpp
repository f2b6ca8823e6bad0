#include "pipeline/page/flow_match.h"

#include "pipeline/base/text.h"
#include "pipeline/form/form_template.h"
#include "pipeline/page/blank_cells.h"
#include "pipeline/page/form_match.h"
#include "pipeline/page/print_order.h"

#include "flow_of.h"
#include "printed_row.h"
#include <gmock/gmock.h>

namespace tanfang {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

TEST(PrintWords, TakeBoxesGapsAndCharactersInOrderWithoutBlanks) {
    const auto flow = flow_of("[a.b]增 加{n}人");
    ASSERT_THAT(flow, SizeIs(5));
    EXPECT_EQ(flow[0].kind, PrintToken::Kind::box);
    EXPECT_EQ(flow[0].spot, "a.b");
    EXPECT_EQ(flow[2].character, U'加');
    EXPECT_EQ(flow[3].kind, PrintToken::Kind::gap);
}

TEST(PrintWords, ABracketLeftOpenIsAFaultyTemplate) {
    EXPECT_THROW(flow_of("增加{n人"), Error);
}

TEST(PrintWords, NameEverySpotOfTheInstalledFormsOnce) {
    const std::filesystem::path templates = TANFANG_SOURCE_DIR "/templates";
    for (const auto& words :
         parse_print_words(load_json(templates / "print_words.json", Fault::bad_template))) {
        std::vector<std::string> named, spots;
        const auto take = [&](const PrintFlow& flow) {
            for (const auto& token : flow)
                if (token.kind != PrintToken::Kind::character)
                    named.push_back(token.spot);
        };
        take(words.above);
        for (const auto& cell : words.cells) take(cell);
        for (const auto& spot :
             parse_form(load_json(templates / (words.form + ".json"), Fault::bad_template)).spots)
            spots.push_back(spot.id);
        EXPECT_THAT(named, testing::UnorderedElementsAreArray(spots)) << words.form;
    }
}

TEST(FlowMatch, AMisreadCharacterKeepsItsPlaceBetweenRightOnes) {
    const auto match = match_flow(flow_of("表达能力"), items_of("表込能力"));
    EXPECT_THAT(match.item_of, ElementsAre(0, 1, 2, 3));
    EXPECT_GT(match.agreement, 0.6);
}

TEST(FlowMatch, OfEqualWaysTheOneThatKeepsAWordTogetherIsTaken) {
    const auto flow = flow_of("对象签字{s}");
    EXPECT_THAT(match_flow(flow, items_of("对象签字按手印签字")).item_of,
                ElementsAre(0, 1, 2, 3, -1));
    EXPECT_THAT(match_flow(flow, items_of("对象须对象签字")).item_of, ElementsAre(3, 4, 5, 6, -1));
}

TEST(FlowMatch, TellsHowManyOfTheWordsWereReadRight) {
    const auto flow = flow_of("第{n}次探访");
    const auto share = [&flow](const std::string& read) {
        const auto items = items_of(read);
        return share_read(flow, items, match_flow(flow, items));
    };
    EXPECT_EQ(share("第次探访"), 1);
    EXPECT_EQ(share("第汉探访"), 0.75);
    EXPECT_EQ(share(""), 0);
}

TEST(FlowMatch, AGapStandsWhereAWordNextToItDoes) {
    const auto flow = flow_of("{a}签字{s}{y}年{m}月{d}日");
    const auto match = match_flow(flow, items_of("签字"));
    EXPECT_TRUE(stands_here(flow, match, 0));
    EXPECT_TRUE(stands_here(flow, match, 3));
    EXPECT_FALSE(stands_here(flow, match, 4)) << "the year's word is in another cell";
    EXPECT_FALSE(stands_here(flow, match, 6));
    EXPECT_EQ(end_of_what_is_here(flow, match), 4U);
    const auto blank = flow_of("{a}");
    EXPECT_TRUE(stands_here(blank, match_flow(blank, {}), 0)) << "a cell for writing alone";
}

TEST(FlowMatch, OfSignsThatAllAreMisreadTheLastBeforeTheNextRightOneIsTaken) {
    for (const std::string more : {"", "第", "第次", "第次探访", "第次探访关爱服务"}) {
        const auto match =
            match_flow(flow_of("记录表{a}年{b}月"), items_of("记录表" + more + "皇月"));
        EXPECT_EQ(match.item_of.at(4), static_cast<int>(3 + more.size() / 3)) << more;
    }
}

TEST(FlowMatch, ASquareGoesToTheBoxAndNotToAWord) {
    const auto match = match_flow(flow_of("[f.a]较好[f.b]较差"), items_of("较好□较差"));
    EXPECT_THAT(match.item_of, ElementsAre(-1, 0, 1, 2, 3, 4));
}

TEST(FlowMatch, TheCharacterMouthMayLookLikeASquare) {
    EXPECT_THAT(match_flow(flow_of("人口变化"), items_of("人□变化")).item_of,
                ElementsAre(0, 1, 2, 3));
}

TEST(FlowMatch, ASignThatWasReadRightIsTakenThoughASquareBehindItMayBeItToo) {
    const auto match = match_flow(flow_of("{y}年{m}月{d}日"), items_of("年月日备注:在□内打勾"));
    EXPECT_THAT(match.item_of, ElementsAre(-1, 0, -1, 1, -1, 2));
}

TEST(FlowMatch, OtherWordsDoNotAgree) {
    EXPECT_LT(match_flow(flow_of("表达能力"), items_of("房屋租赁合同")).agreement, 0.35);
}

std::vector<std::string> boxes_in(const PrintFlow& flow) {
    std::vector<std::string> boxes;
    for (const auto& token : flow)
        if (token.kind == PrintToken::Kind::box)
            boxes.push_back(token.spot);
    return boxes;
}

TEST(PrintOrder, OptionsFollowTheirLabels) {
    const auto flow = flow_of("程度：[f.a]孤寡老人[f.b]重残老人（证号：{n}）[f.c]计划生育");
    const auto order = [&flow](const std::string& read) {
        return boxes_in(options_in_print_order(flow, items_of(read)));
    };
    EXPECT_THAT(order("程度：□孤寡老人□重残老人(证号：)□计划生育"),
                ElementsAre("f.a", "f.b", "f.c"));
    EXPECT_THAT(order("程度：□孤寡老人□计划生育□重残老人(证号：)"),
                ElementsAre("f.a", "f.c", "f.b"));
    EXPECT_THAT(order("程度：□计划生育□重残老人(证号：)□孤寡老人"),
                ElementsAre("f.c", "f.b", "f.a"));
    EXPECT_THAT(order("程度：孤寡老人□计划生育丨重残老人(证号：)"),
                ElementsAre("f.a", "f.c", "f.b"))
        << "ticks hide boxes";
}

TEST(PrintOrder, OfOptionsThatCannotBeReadIsTheKnownOne) {
    const auto flow = flow_of("[f.a]较好[f.b]较差");
    for (const auto* read : {"□较好□较好", "□较差□较差", "□校妇□轻羌", "", "□□较好较"})
        EXPECT_THAT(boxes_in(options_in_print_order(flow, items_of(read))),
                    ElementsAre("f.a", "f.b"))
            << read;
    EXPECT_THAT(boxes_in(options_in_print_order(flow, items_of("□较差□较好"))),
                ElementsAre("f.b", "f.a"));
}

TEST(PrintOrder, WhatIsWrittenInAnOptionMayStandBelowTheLastOne) {
    const auto flow = flow_of("[f.a]无变化[f.b]严重疾病名称：{n}[f.c]转好");
    const auto order = options_in_print_order(flow, items_of("□无变化□严重□转好疾病名称:"));
    EXPECT_THAT(boxes_in(order), ElementsAre("f.a", "f.b", "f.c"));
    EXPECT_EQ(order.back().spot, "n");
    EXPECT_THAT(boxes_in(options_in_print_order(flow, items_of("□无变化□转好□严重疾病名称:"))),
                ElementsAre("f.a", "f.c", "f.b"));
}

TEST(PrintOrder, ALongerLabelOfAnotherBoxIsKnownByItsBeginning) {
    const auto flow = flow_of("[f.a]转好[f.b]严重疾病名称：{n}");
    const auto items = items_of("□严重□转好疾病名称:");
    EXPECT_TRUE(has_another_label(flow, 0, items, 0));
    EXPECT_FALSE(has_another_label(flow, 3, items, 0));
    EXPECT_TRUE(has_another_label(flow, 3, items, 3));
    EXPECT_FALSE(has_another_label(flow, 0, items, 3));
}

/// What a print's cells are matched with, by their first word or spot; "" for none.
std::vector<std::string> known_by(const std::vector<std::string>& print,
                                  const std::vector<std::string>& known) {
    PrintWords form;
    form.form = "f";
    for (const auto& cell : known) form.cells.push_back(flow_of(cell));
    std::vector<PrintedRegion> cells(print.size());
    for (std::size_t i = 0; i < print.size(); ++i) cells[i].items = items_of(print[i]);
    const FormMatch match = match_form(cells, form);
    std::vector<std::string> names(print.size());
    for (const auto& cell : match.cells)
        for (const auto& token : match.flows[cell.known])
            names[cell.cell] +=
                token.kind == PrintToken::Kind::character ? utf8(token.character) : token.spot;
    return names;
}

TEST(FormMatch, ACellInAnotherRowIsFoundWithThePlaceOfItsWriting) {
    EXPECT_THAT(known_by({"姓名", "", "电话", "", "证号", "", "地址", ""},
                         {"姓名", "{a}", "证号", "{b}", "电话", "{c}", "地址", "{d}"}),
                ElementsAre("姓名", "a", "电话", "c", "证号", "b", "地址", "d"));
}

TEST(FormMatch, TheSecondHalfOfACellMayHaveARowOfItsOwn) {
    EXPECT_THAT(known_by({"姓名", "", "补贴项目", "每月金额", "地址", ""},
                         {"姓名", "{a}", "补贴项目{b}每月金额{c}", "地址", "{d}"}),
                ElementsAre("姓名", "a", "补贴项目b", "每月金额c", "地址", "d"));
}

TEST(FormMatch, AnOptionFromAmongTheOthersMayHaveTheirLastRowToItself) {
    EXPECT_THAT(known_by({"类型", "□甲种人□丁种人", "□丙种老年人(证号:)", "地址", ""},
                         {"类型", "[a]甲种人[c]丙种老年人(证号:{n})[d]丁种人", "地址", "{e}"}),
                ElementsAre("类型", "a甲种人d丁种人", "c丙种老年人(证号:n)", "地址", "e"));
}

TEST(FormMatch, ACellThatSaysWhatAnotherKnownOneSaysIsNotThisOne) {
    EXPECT_THAT(known_by({"姓名", "", "服务人员(签字)", "服务人员(签字)", "地址", ""},
                         {"姓名", "{a}", "服务人员(签字){b}", "服务对象(签字){c}", "地址", "{d}"}),
                ElementsAre("姓名", "a", "服务人员(签字)b", "", "地址", "d"));
}

/// A row of a label and cells for writing that end at these x.
void add_row(std::vector<PrintedRegion>& cells, const std::string& label,
             const std::vector<int>& ends) {
    const int y = cells.empty() ? 0 : cells.back().box.br().y + 3;
    int x = 0;
    for (const int end : ends) {
        PrintedRegion cell;
        cell.box = {x, y, end - x, 60};
        if (x == 0)
            cell.items = items_of(label);
        cells.push_back(cell);
        x = end + 3;
    }
}

/// Per known cell the print's, -1 for none.
///
/// @param rows  ends of the cells of each
/// @param read  what is read in the first cell of each, if not as it should be
std::vector<int> settled(const std::vector<std::vector<int>>& rows,
                         const std::vector<std::string>& read = {}) {
    PrintWords form;
    form.form = "f";
    std::vector<PrintedRegion> cells;
    const char* const labels[] = {"甲乙", "丙丁", "戊己"};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (const std::string cell : {labels[i], "{a}", "{b}", "{c}"})
            form.cells.push_back(flow_of(cell));
        add_row(cells, read.empty() ? labels[i] : read[i], rows[i]);
    }
    FormMatch match = match_form(cells, form);
    settle_blank_cells(match, cells, 8);
    std::vector<int> cell_of(form.cells.size(), -1);
    for (const auto& cell : match.cells) cell_of[cell.known] = static_cast<int>(cell.cell);
    return cell_of;
}

TEST(BlankCells, OfARowThatLostALineAreThoseBelowOthersInTheirColumns) {
    EXPECT_THAT(settled({{100, 200, 400, 600}, {100, 400, 600}, {100, 200, 400, 600}}),
                ElementsAre(0, 1, 2, 3, 4, -1, -1, 6, 7, 8, 9, 10));
}

TEST(BlankCells, OfARowThatLostALineAreMissingWhereNoOtherTellsTheColumns) {
    EXPECT_THAT(settled({{100, 400, 600}}), ElementsAre(0, -1, -1, -1));
    EXPECT_THAT(settled({{100, 200, 400, 600}}), ElementsAre(0, 1, 2, 3));
}

TEST(BlankCells, OfARowWhoseNumberWasMisreadAreThoseBelowTheRowBefore) {
    const std::vector<int> whole{100, 200, 400, 600}, wider{100, 300, 500, 600};
    EXPECT_THAT(settled({whole, whole, whole}, {"甲乙", "丙丁", "人"}),
                ElementsAre(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11));
    EXPECT_THAT(settled({whole, whole, wider}, {"甲乙", "丙丁", "人"}),
                ElementsAre(0, 1, 2, 3, 4, 5, 6, 7, -1, -1, -1, -1))
        << "other columns are another row";
}

/// Whether a page with these cells is this form.
bool is_form(const std::vector<std::string>& print, const std::vector<std::string>& known) {
    PrintWords form;
    for (const auto& cell : known) form.cells.push_back(flow_of(cell));
    std::vector<PrintedRegion> cells(print.size());
    for (std::size_t i = 0; i < print.size(); ++i) cells[i].items = items_of(print[i]);
    return is_this_form(match_form(cells, form));
}

TEST(FormMatch, APageOfFewCellsThatSayMuchIsTheFormOneOfShortWordsIsNot) {
    const std::string much = "[a]党政机关、群团组织[b]乡镇(街道)、村(居)委员会[c]专业社会工作者";
    const std::vector<std::string> known{
        "姓名",
        "性别",
        "电话",
        "地址",
        "健康",
        "收入",
        "关系",
        "序号",
        "年龄",
        much,
        "生活用电、饮水和住房是否安全，有无隐患，是否已经整改，由谁负责整改"};
    EXPECT_TRUE(
        is_form({"□党政机关、群团组织□乡镇(街道)、村(居)委员会□专业社会工作者", ""}, known));
    EXPECT_FALSE(is_form({"姓名", "", "性别", "", "电话", ""}, known));
}

TEST(FormMatch, CellsForWritingStayWithTheWordsBeforeThem) {
    PrintWords form;
    form.form = "f";
    for (const auto* cell : {"甲乙", "{a}", "丙丁", "{b}", "戊己", "{c}", "{d}"})
        form.cells.push_back(flow_of(cell));
    std::vector<PrintedRegion> cells(4);
    cells[0].items = items_of("甲乙");
    cells[2].items = items_of("丙丁");
    const FormMatch match = match_form(cells, form);
    std::vector<std::size_t> known;
    for (const auto& cell : match.cells) known.push_back(cell.known);
    EXPECT_THAT(known, ElementsAre(0, 1, 2, 3)) << "not the last ones that are blank";
}

}  // namespace
}  // namespace tanfang
