/// Cells that say the words of a label, be they matched or not.
#include "pipeline/page/form_match.h"

#include "pipeline/base/json.h"

#include <algorithm>
#include <filesystem>

#include "flow_of.h"
#include "printed_row.h"
#include <gmock/gmock.h>

namespace tanfang {
namespace {

FormMatch match_of(const std::vector<std::string>& form, const std::vector<std::string>& print) {
    static PrintWords words;
    words = {"small", {}, {}};
    for (const auto& cell : form) words.cells.push_back(flow_of(cell));
    std::vector<PrintedRegion> cells(print.size());
    for (std::size_t i = 0; i < print.size(); ++i) cells[i].items = items_of(print[i]);
    return match_form(cells, words);
}

TEST(FormMatch, KnowsCellsThatSayWhatTheFormHasBeforeAPlaceOfWriting) {
    const auto match =
        match_of({"1", "{n}", "饮水是否安全", "{w}", "经济来源:{i}签字{s}", "[a]良好"},
                 {"1", "良好", "经济来源", "签字", "", "饮水是否安全"});
    EXPECT_FALSE(is_label_cell(match, 0)) << "a digit may be written";
    EXPECT_FALSE(is_label_cell(match, 1)) << "an option's words too";
    EXPECT_TRUE(is_label_cell(match, 2));
    EXPECT_TRUE(is_label_cell(match, 3));
    EXPECT_FALSE(is_label_cell(match, 4));
    EXPECT_TRUE(is_label_cell(match, 5));
}

TEST(FormMatch, ACellThatSaysALabelsWordsIsNoneForWriting) {
    const auto match = match_of({"联系电话", "{p}", "健康状况", "经济来源:{i}"},
                                {"联系电话", "经济来源", "健康状况"});
    for (const auto& cell : match.cells) EXPECT_NE(cell.known, 1U) << cell.cell;
}

TEST(FormMatch, APlaceOfWritingIsNotInACellThatSharesButFewOfItsWords) {
    const std::vector<std::string> form = {"第{n}次探访关爱服务", "服务方式", "人口变化"};
    const auto has_first = [&form](const std::string& cell) {
        const auto match = match_of(form, {cell, "服务方式", "人口变化"});
        return std::any_of(match.cells.begin(), match.cells.end(),
                           [](const CellMatch& one) { return one.known == 0; });
    };
    EXPECT_FALSE(has_first("一、探访时间"));
    EXPECT_TRUE(has_first("第次探访关爱服务"));
    EXPECT_TRUE(has_first("第次探认关受脚务")) << "misread";
}

TEST(FormMatch, ABoxWhoseLabelWasNotReadIsNoOptionsOfThatLabel) {
    const auto match =
        match_of({"疾病状况", "[a]转好", "备注说明"}, {"疾病状况", "□严重", "备注说明"});
    for (const auto& cell : match.cells) EXPECT_NE(cell.known, 1U);
}

/// Whether a page with these cells, one below the other, is a form as the notice words it.
///
/// @param beside  what stands right of the first one; empty: nothing
bool is_form(const std::string& id, const std::vector<std::string>& page,
             const std::string& beside = "") {
    static const std::vector<PrintWords> forms = parse_print_words(
        load_json(std::filesystem::path(TANFANG_SOURCE_DIR) / "templates" / "print_words.json",
                  Fault::bad_template));
    std::vector<PrintedRegion> cells(page.size());
    for (std::size_t i = 0; i < page.size(); ++i) {
        cells[i].items = items_of(page[i]);
        cells[i].box = {0, 200 * static_cast<int>(i), 800, 190};
    }
    if (!beside.empty()) {
        cells.insert(cells.begin() + 1, PrintedRegion{{805, 0, 700, 190}, {}, items_of(beside)});
    }
    const auto form = std::find_if(forms.begin(), forms.end(),
                                   [&id](const PrintWords& words) { return words.form == id; });
    return is_this_form(match_form(cells, *form));
}

bool is_enrollment(const std::vector<std::string>& page) {
    return is_form("enrollment", page);
}

TEST(FormMatch, APageWithTheLastPartAloneIsTheFormOneThatAsksOtherThingsThereIsNot) {
    const std::string signature = "工作人员签字:年月日";
    EXPECT_TRUE(is_enrollment({"四、已享受帮扶情况", "开展帮扶单位(组织)",
                               "□党政机关、群团组织□乡镇(街道)、村(居)委员会□企业□社会组织□专业社"
                               "会工作者□志愿者□其他",
                               "帮扶责任人", "", "帮扶措施", signature}));
    EXPECT_FALSE(is_enrollment({"四、已享受帮扶情况", "开展帮扶单位(组织)",
                                "□民政局□卫生健康局□残疾人联合会□妇女联合会□慈善总会□其他",
                                "帮扶责任人", "", "帮扶措施", signature}));
    EXPECT_FALSE(is_enrollment(
        {"开展帮扶单位(组织)", "", "帮扶责任人", "", "帮扶措施", "", "工作人员签字", "年月日"}));
}

TEST(FormMatch, APageMayEndTheFormWithFewCellsIfThoseAreReadWell) {
    const auto is_visit = [](const std::vector<std::string>& page) {
        return is_form("visit", page);
    };
    EXPECT_TRUE(is_visit({"", "关爱服务需求及落实情况:", "服务人员(签字)", "服务对象(签字)"}));
    EXPECT_FALSE(is_visit({"", "服务人员(签字)", "服务对象(签字)", ""})) << "as in any form";
    EXPECT_FALSE(
        is_visit({"", "关爱服务需求及落实情况:", "服务人员(签字)", "服务对象(签字)", "民政局审批"}))
        << "it asks something else too";
    EXPECT_FALSE(is_visit({"", "志爱服岁需认及洛买情况:", "服岁人员(签字)", "服岁对象(签宇)"}));
}

TEST(FormMatch, TwoOfTheLastCellsMayShareOne) {
    EXPECT_TRUE(
        is_form("visit", {"关爱服务需求及落实情况:", "", "服务人员(签字):服务对象(签字):年月日"}));
    EXPECT_FALSE(is_form("visit", {"关爱服务需求及落实情况:", "", "服务人员(签字):年月日"}));
}

TEST(FormMatch, WhatIsWrittenBesideALabelAsksForNothingElse) {
    const std::string needs = "关爱服务需求及落实情况:", visitor = "服务人员(签字)",
                      subject = "服务对象(签字)";
    EXPECT_TRUE(is_form("visit", {needs, visitor, subject}, "希望志愿者每周来一次"));
    EXPECT_FALSE(is_form("visit", {"", needs, visitor, subject}, "民政局审批"))
        << "beside a cell that asks for nothing";
}

}  // namespace
}  // namespace tanfang
