/// Signatures and their date in lines below the table.
#include "pipeline/page/foot_words.h"

#include "flow_of.h"
#include "printed_row.h"
#include <gmock/gmock.h>

namespace tanfang {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// A form of which the first cell was found in the table.
FormMatch match_with(const std::vector<std::string>& later) {
    FormMatch match;
    match.flows.push_back(flow_of("需求{n}"));
    for (const auto& cell : later) match.flows.push_back(flow_of(cell));
    match.cells.push_back({0, 0, {}});
    return match;
}

/// Spots that stand below the table; `date` is what the form says above it.
std::vector<std::string> in_foot(const std::vector<std::string>& later, const std::string& date,
                                 const PrintedRegion& below) {
    const FootWords foot = words_in_foot(parts_for_foot(flow_of(date), match_with(later)), below);
    std::vector<std::string> spots;
    for (const auto& token : foot.flow)
        if (token.kind != PrintToken::Kind::character)
            spots.push_back(token.spot);
    return spots;
}

const std::vector<std::string> signatures{"服务人员(签字){a}", "服务对象(签字){b}"};

TEST(FootWords, OfSignaturesThatShareWordsEachIsBehindItsOwn) {
    const PrintedRegion below =
        row_with_gap(items_of("服务人员(签字):服务对象(签字):年月日备注一式三份"), 1200);
    const FootWords foot = words_in_foot(
        parts_for_foot(flow_of("记录表{y}年{m}月{d}日"), match_with(signatures)), below);
    ASSERT_EQ(foot.flow.size(), 24U);
    EXPECT_EQ(foot.words.item_of.at(7), 7) << "the bracket before the first gap";
    EXPECT_EQ(foot.words.item_of.at(16), 16) << "and before the second";
    EXPECT_EQ(foot.flow.at(18).spot, "y");
    EXPECT_EQ(foot.words.item_of.at(19), 18);
}

TEST(FootWords, WhatStandsElsewhereIsNotTaken) {
    const PrintedRegion below = row_with_gap(items_of("服务对象(签字):年月日"), 1200);
    EXPECT_THAT(in_foot(signatures, "记录表{y}年{m}月{d}日", below),
                ElementsAre("b", "y", "m", "d"));
    EXPECT_THAT(in_foot(signatures, "", below), ElementsAre("b")) << "the date stands above";
    EXPECT_THAT(in_foot(signatures, "", row_with_gap(items_of("第1页共2页"), 1200)), IsEmpty());
    EXPECT_THAT(in_foot({"[c]签字{a}"}, "", row_with_gap(items_of("□签字"), 1200)), IsEmpty())
        << "choices stand in the table";
}

TEST(FootWords, ADateOfTwoThatAreSoughtIsTheHeadsIfItsLabelIsThereAndElseNobodys) {
    const PrintFlow head = flow_of("登记表建档日期:{y}年{m}月{d}日");
    const auto dates_in = [&head](const std::string& text) {
        auto parts = parts_for_foot(head, match_with({"签字{s}{sy}年{sm}月{sd}日"}));
        settle_dates(parts, head, row_with_gap(items_of(text), 1200));
        std::vector<std::string> first;
        for (const auto& part : parts) first.push_back(first_gap(part)->spot);
        return first;
    };
    EXPECT_THAT(dates_in("备注一式两份各存档一份建档日期:年月日"), ElementsAre("y"));
    EXPECT_THAT(dates_in("备注一式两份各存档一份日期:年月日"), IsEmpty());
    EXPECT_EQ(dates_in("签字年月日建档日期:年月日").size(), 2U);
}

/// A line below the table for each of these.
PrintedRegion lines_of(const std::vector<std::string>& texts) {
    PrintedRegion below;
    for (const auto& text : texts) {
        PrintedRegion line = row_with_gap(items_of(text), 1200);
        const int at = static_cast<int>(below.rows.size());
        line.rows.front().box.y += 100 * at;
        below.box |= {0, 100 * at, 1200, 100};
        below.rows.push_back(line.rows.front());
        for (auto& item : line.items) {
            item.line = at;
            item.box.y += 100 * at;
            below.items.push_back(item);
        }
    }
    return below;
}

TEST(FootWords, OfTwoDatesEachStandsInTheLineOfItsLabel) {
    const PrintedRegion below = lines_of({"签字:年月日", "建档日期:年月日"});
    const PrintFlow head = flow_of("登记表建档日期:{y}年{m}月{d}日");
    const FormMatch match = match_with({"签字:{s}{sy}年{sm}月{sd}日"});
    ASSERT_TRUE(shows_heads_label(head, below));
    auto parts = parts_for_foot(head, match);
    settle_dates(parts, head, below);
    const FootWords foot = words_in_foot(std::move(parts), below);
    std::vector<int> lines;
    for (std::size_t i = 0; i + 1 < foot.flow.size(); ++i)
        if (foot.flow[i].kind == PrintToken::Kind::gap &&
            foot.flow[i + 1].kind == PrintToken::Kind::character)
            lines.push_back(below.items[static_cast<std::size_t>(foot.words.item_of[i + 1])].line);
    EXPECT_THAT(lines, ElementsAre(0, 0, 0, 1, 1, 1));
    auto alone = parts_for_foot({}, match);
    EXPECT_THAT(words_in_foot(std::move(alone), below).flow, IsEmpty())
        << "which of the two it is nobody knows";
}

/// Spots of the words of the only cell that was matched, after what follows it was joined.
std::vector<std::string> joined_in(const std::string& cell, PrintFlow& head) {
    const std::vector<PrintedRegion> cells{row_with_gap(items_of(cell), 1200)};
    FormMatch match = match_with(signatures);
    match.cells.front().words = match_flow(match.flows.front(), cells.front().items);
    join_foot(match, cells, head);
    EXPECT_EQ(match.cells.front().words.item_of.size(), match.flows.front().size());
    std::vector<std::string> spots;
    for (const auto& token : match.flows.front())
        if (token.kind != PrintToken::Kind::character)
            spots.push_back(token.spot);
    return spots;
}

TEST(FootWords, MayStandInTheLastCellBehindItsPlaceOfWriting) {
    PrintFlow head = flow_of("记录表{y}年{m}月{d}日");
    EXPECT_THAT(joined_in("需求:服务人员(签字):服务对象(签字):年月日", head),
                ElementsAre("n", "a", "b", "y", "m", "d"));
    EXPECT_THAT(head, IsEmpty()) << "the date was found";
    head = flow_of("记录表{y}年{m}月{d}日");
    EXPECT_THAT(joined_in("需求:服务对象(签字):", head), ElementsAre("n", "b"));
    EXPECT_THAT(head, testing::Not(IsEmpty()));
    EXPECT_THAT(joined_in("需求:", head), ElementsAre("n"));
}

TEST(FootWords, TheDateOfTheLastCellMayStandBelowTheTable) {
    FormMatch match;
    match.flows = {flow_of("签字{s}{y}年{m}月{d}日")};
    const auto cell = items_of("签字");
    match.cells = {{0, 0, match_flow(match.flows[0], cell)}};
    leave_tail_to_foot(match);
    ASSERT_EQ(match.flows.size(), 2U);
    EXPECT_EQ(match.flows[0].back().spot, "s");
    EXPECT_EQ(match.cells[0].words.item_of.size(), match.flows[0].size());
    const FootWords foot =
        words_in_foot(parts_for_foot({}, match), row_with_gap(items_of("年月日"), 1200));
    ASSERT_FALSE(foot.flow.empty());
    EXPECT_EQ(foot.flow.front().spot, "y");
    match.flows = {flow_of("签字{s}{y}年{m}月{d}日")};
    const auto whole = items_of("签字年月日");
    match.cells = {{0, 0, match_flow(match.flows[0], whole)}};
    leave_tail_to_foot(match);
    EXPECT_EQ(match.flows.size(), 1U) << "it stands in the cell";
}

}  // namespace
}  // namespace tanfang
