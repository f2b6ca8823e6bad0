#include "pipeline/register/divisions_import.h"

#include "pipeline/base/error.h"
#include "pipeline/register/delimited_text.h"

#include <gmock/gmock.h>

namespace tanfang {

namespace {

using testing::ElementsAre;
using testing::HasSubstr;

KnownDivisions known() {
    KnownDivisions known;
    const auto add = [&](const char* code, const char* name, const char* level,
                         const char* parent) { known[code] = {code, name, level, parent, {}, {}}; };
    add("350500", "泉州市", "prefecture", "350000");
    add("350599", "示例县", "county", "350500");
    add("350599001", "湖滨街道", "township", "350599");
    add("350599001001", "金林社区居委会", "village", "350599001");
    return known;
}

DivisionPlan plan(const std::string& csv) {
    return plan_divisions(delimited_rows(csv), known());
}

}  // namespace

TEST(DivisionsImport, SaysRowByRowWhatIsNewRenamedAndTheSame) {
    const auto planned = plan(
        "示例县村级区划变更\n"
        "行政区划代码,名称,启用日期,停用日期\n"
        "350599001001,金林社区居委会,,\n"
        "350599001002,新湖社区居委会,2026/1/1,\n"
        "350599002000,凤里街道,,\n"
        "350599001001,金林社区居委会,,\n");
    EXPECT_THAT(planned.words, ElementsAre("第 4 行（新湖社区居委会）：新增 350599001002",
                                           "第 5 行（凤里街道）：新增 350599002"));
    EXPECT_EQ(planned.same, 2) << "known, and listed twice";
    ASSERT_EQ(planned.to_store.size(), 2U);
    const DatedDivision village{"350599001002", "新湖社区居委会", "village",
                                "350599001",    "2026-01-01",     {}};
    EXPECT_EQ(planned.to_store[0], village);
    EXPECT_EQ(planned.to_store[1].level, "township") << "the zeros of a statistical code";
}

TEST(DivisionsImport, APlaceThatEndedSaysUntilWhen) {
    const auto planned = plan("code,name,until\n350599001001,金林社区,2025-12-31\n");
    EXPECT_THAT(
        planned.words,
        ElementsAre("第 2 行（金林社区）：更改 350599001001：名称“金林社区居委会”→“金林社区”，"
                    "停用日期“”→“2025-12-31”"));
    const DatedDivision& ended = planned.to_store.at(0);
    EXPECT_TRUE(ended.holds_on("2025-12-31"));
    EXPECT_FALSE(ended.holds_on("2026-01-01"));
}

TEST(DivisionsImport, TakesANewTownshipWithItsVillagesInAnyOrder) {
    const auto planned = plan("代码,名称\n350599003001,新村村委会\n350599003,新乡\n");
    EXPECT_EQ(planned.added, 2);
    EXPECT_EQ(planned.refused, 0);
}

TEST(DivisionsImport, TheClassOfAVillageStaysWhereAListDoesNotSayIt) {
    const auto planned = plan("代码,名称,城乡分类代码\n350599001001,金林社区居委会,111\n");
    EXPECT_THAT(planned.words, ElementsAre(HasSubstr("城乡分类“”→“111”")));
    KnownDivisions classed = known();
    classed["350599001001"] = planned.to_store.at(0);
    const auto rows = [](const std::string& csv) { return delimited_rows(csv); };
    EXPECT_EQ(plan_divisions(rows("代码,名称\n350599001001,金林社区居委会\n"), classed).same, 1);
    EXPECT_EQ(plan("代码,名称,城乡分类\n350599001001,金林社区居委会,城区\n").refused, 1);
}

TEST(DivisionsImport, RefusesARowThatCannotBeAPlace) {
    const struct {
        const char* row;
        const char* why;
    } rows[] = {
        {"3.50599E+11,新村,,,", "科学计数"},
        {"35059900100,新村,,,", "不是 6 位"},
        {"三五〇五,新村,,,", "不是 6 位"},
        {"350599001003,,,,", "缺少名称"},
        {"350599009001,新村,,,", "没有上级区划“350599009”"},
        {"350599001003,新村,350599,,", "级别不对"},
        {"350599001003,新村,,2026-13-01,", "不是日期"},
        {"350599001003,新村,,2026-02-01,2026-01-01", "停用日期早于启用日期"},
    };
    for (const auto& [row, why] : rows) {
        const auto planned = plan("代码,名称,上级,自,至\n" + std::string(row) + "\n");
        EXPECT_EQ(planned.refused, 1) << row;
        EXPECT_TRUE(planned.to_store.empty()) << row;
        ASSERT_EQ(planned.words.size(), 1U) << row;
        EXPECT_THAT(planned.words[0], testing::AllOf(HasSubstr("第 2 行"), HasSubstr(why)));
    }
}

TEST(DivisionsImport, TheSecondRowOfACodeMustSayTheSame) {
    const auto planned = plan("代码,名称\n350599001003,东村\n350599001003,西村\n");
    EXPECT_EQ(planned.added, 1);
    EXPECT_THAT(planned.words.at(1), HasSubstr("与第 2 行的代码相同"));
}

TEST(DivisionsImport, ATableWithoutHeadingsIsNone) {
    EXPECT_THROW(plan("350599001003,东村\n"), Error);
    EXPECT_THROW(plan(""), Error);
}

}  // namespace tanfang
