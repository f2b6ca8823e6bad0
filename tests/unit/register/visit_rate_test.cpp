#include "pipeline/register/visit_rate.h"

#include "pipeline/register/due.h"

#include "month.h"

namespace tanfang {

TEST_F(Month, EveryActivePersonIsDueAndTheGeneralClassInItsTurn) {
    register_people(
        {"重点,,", "一般,,", ",,", "重点,,迁出", "重点,2026-04-01,", "重点,2026-03-31,"});
    const auto due = [&](const std::string& of, int general) {
        std::string answers;
        for (const auto& person : all) answers += is_due(person, of, {1, general}) ? 'y' : 'n';
        return answers;
    };
    EXPECT_EQ(due("2026-03", 1), "yyynny");
    EXPECT_EQ(due("2026-03", 3), "yyynny");
    EXPECT_EQ(due("2026-04", 3), "ynynyy");
}

TEST_F(Month, TheRateCountsVisitsOfTheMonthUnderSerialsOfTheHome) {
    register_people({"重点,,", "重点,,", "重点,,", "重点,,", "重点,,", "重点,,死亡"});
    for (std::size_t n = 0; n < 5; ++n) print(n, "000000000" + std::to_string(n));
    take("0000000000", "2026-03-05");
    take("0000000001", "2026-02-28");
    take("0000000002", "2026-03-31", 1, "review");
    take("", "2026-03-06");
    take("ZZZZZZZZZZ", "2026-03-06");
    const MonthRate made = rate();
    EXPECT_EQ(made.all.registered, 5);
    EXPECT_EQ(made.all.visited, 1);
    EXPECT_EQ(made.all.in_review, 1);
    EXPECT_EQ(made.all.percent(), 20);
    ASSERT_EQ(made.places.size(), 3u) << "a township and its villages";
    EXPECT_EQ(made.places[0].township, "湖滨街道");
    EXPECT_EQ(made.places[0].registered, 5);
    EXPECT_EQ(made.places[1].village, "金林社区居委会");
    EXPECT_EQ(made.places[1].registered, 3);
    EXPECT_EQ(made.places[1].not_visited.size(), 2u);
    EXPECT_NE(rate_csv(made).find("合计,,5,1,1,20.0%"), std::string::npos) << rate_csv(made);
    EXPECT_NE(rate_csv(made).find("已收回，待核对"), std::string::npos);
}

TEST_F(Month, NobodyRegisteredIsNoFault) {
    EXPECT_EQ(rate().all.registered, 0);
    EXPECT_TRUE(rate().places.empty());
}

TEST_F(Month, AVisitUnderTwoSerialsCountsOnce) {
    register_people({"重点,,"});
    print(0, "0000000000");
    print(0, "0000000001");
    take("0000000000", "2026-03-05");
    take("0000000001", "2026-03-05");
    EXPECT_EQ(rate().all.visited, 1);
}

TEST_F(Month, CopiesThatDidNotComeBackAreKnown) {
    register_people({"重点,,", "重点,,"});
    print(0, "0000000000");
    print(1, "0000000001");
    take("0000000000", "2026-03-05", 1);
    take("0000000000", "2026-03-05", 3);
    const auto back = returns();
    ASSERT_EQ(back.size(), 2u);
    EXPECT_EQ(back[0].missing, std::vector<int>{2});
    EXPECT_TRUE(back[0].record);
    EXPECT_EQ(back[1].missing, (std::vector<int>{1, 2, 3}));
    EXPECT_FALSE(back[1].record);
    take("0000000000", "2026-03-05", 2);
    EXPECT_TRUE(returns()[0].missing.empty());
}

TEST_F(Month, ARecordSaysWhoseItIs) {
    register_people({"重点,,", "重点,2026-03-10,"});
    print(0, "0000000000");
    print(0, "0000000001");
    print(1, "0000000002");
    take("0000000000", "2026-03-05");
    take("0000000001", "2026-03-05");
    take("0000000002", "2026-03-05");
    take("ZZZZZZZZZZ", "2026-03-05");
    take("", "2026-03-05");
    const auto records = records_of(home);
    ASSERT_EQ(records.size(), 5u);
    EXPECT_EQ(records[0]["link"]["person"], all[0].id);
    EXPECT_EQ(records[0]["link"]["missing_copies"], Json({2, 3}));
    EXPECT_EQ(records[0]["link"]["findings"][0]["rule"], "R34");
    EXPECT_EQ(records[2]["link"]["person"], all[1].id);
    EXPECT_EQ(records[2]["link"]["findings"][0]["rule"], "R33");
    EXPECT_EQ(records[3]["link"]["person"], nullptr) << "a serial of another home";
    EXPECT_TRUE(records[3]["link"]["text"].is_string());
    EXPECT_EQ(records[4]["link"]["person"], nullptr) << "no serial";
}

TEST_F(Month, TwoSheetsThatClaimOneSerialAndCopyAreNamed) {
    register_people({"重点,,"});
    print(0, "0000000000");
    take("0000000000", "2026-03-05", 1);
    take("0000000000", "2026-03-05", 2);
    const auto about = [&](const std::string& rule) {
        std::vector<Json> found;
        const auto records = records_of(home);
        for (const Json& finding : records[0]["findings"])
            if (finding["rule"] == rule)
                found.push_back(finding);
        return found;
    };
    EXPECT_TRUE(about("R91").empty()) << "two copies";
    take("0000000000", "2026-03-05", 2);
    take("0000000000", "2026-03-06", 2);
    ASSERT_EQ(about("R91").size(), 1u) << "once, however often";
    EXPECT_EQ(about("R91")[0]["fields"], Json({"visit_date"}));
    EXPECT_EQ(records_of(home)[0]["open"], Json({"visit_date"})) << "where they differ they ask";
    EXPECT_EQ(records_of(home)[0]["pages"].size(), 4u) << "all are kept";
}

TEST_F(Month, CopiesThatContradictAskAndAreNotVisitedYet) {
    register_people({"重点,,"});
    print(0, "0000000000");
    take("0000000000", "2026-03-05", 1);
    take("0000000000", "2026-03-06", 2);
    EXPECT_EQ(records_of(home)[0]["open"], Json({"visit_date"}));
    EXPECT_EQ(rate().all.visited, 0);
    EXPECT_EQ(rate().all.in_review, 1) << "nobody knows the day, but the sheet is of this month";
}

TEST_F(Month, ASerialIsRegisteredOnce) {
    register_people({"重点,,"});
    print(0, "0000000000");
    EXPECT_THROW(print(0, "0000000000"), std::logic_error);
    EXPECT_EQ(returns().size(), 1u);
    EXPECT_FALSE(home.check_audit().first_broken);
}

}  // namespace tanfang
