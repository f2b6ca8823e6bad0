/// Whose a visit is, where somebody has to say it; and what earlier visits say about a later one.
#include "pipeline/register/expectation.h"

#include "month.h"

namespace tanfang {

namespace {

std::vector<std::string> unlinked(Home& home) {
    std::vector<std::string> ids;
    home.links().each_unlinked([&](const UnlinkedRecord& record) { ids.push_back(record.id); });
    return ids;
}

std::string rule_against(Home& home, const std::string& record) {
    const Json findings = home.record(record).value()["link"]["findings"];
    return findings.empty() ? "" : findings[0]["rule"].get<std::string>();
}

}  // namespace

TEST_F(Month, ALinkedVisitCountsUntilTheLinkIsTakenBack) {
    register_people({"重点,,", "重点,,"});
    print(0, "0000000000");
    take("0000000000", "2026-03-04");
    take("", "2026-03-05");
    take("ZZZZZZZZZZ", "2026-03-06");
    const auto open = unlinked(home);
    ASSERT_EQ(open.size(), 2u) << "the printed one is known";
    EXPECT_EQ(rate().all.visited, 1);
    home.links().link(open[0], all[1].id);
    EXPECT_EQ(rate().all.visited, 2);
    EXPECT_EQ(unlinked(home), std::vector{open[1]});
    const Json link = home.record(open[0]).value()["link"];
    EXPECT_EQ(link["person"], all[1].id);
    EXPECT_EQ(link["by_hand"], true);
    home.links().link(open[0], all[0].id);
    EXPECT_EQ(rate().all.visited, 1) << "a person counts once";
    home.links().unlink(open[0]);
    EXPECT_EQ(unlinked(home), open);
    EXPECT_EQ(home.record(open[0]).value()["link"]["person"], nullptr);
    EXPECT_FALSE(home.check_audit().first_broken);
}

TEST_F(Month, ALinkMovesTheRecordToTheEndOfChanges) {
    register_people({"重点,,"});
    take("", "2026-03-05");
    const Json before = home.record(unlinked(home)[0]).value();
    home.links().link(before["record"], all[0].id);
    const Json after = home.record(before["record"]).value();
    EXPECT_GT(after["cursor"], before["cursor"]);
    EXPECT_GT(after["revision"], before["revision"]);
}

TEST_F(Month, WhatCannotBeLinkedIsRefused) {
    register_people({"重点,,", "重点,,"});
    print(0, "0000000000");
    take("0000000000", "2026-03-04");
    take("", "2026-03-05");
    const std::string printed = records_of(home)[0]["record"], open = unlinked(home)[0];
    EXPECT_THROW(home.links().link(printed, all[1].id), Error) << "its serial says whose it is";
    EXPECT_THROW(home.links().link("nothing", all[1].id), Error);
    EXPECT_THROW(home.links().link(open, "nobody"), Error);
    EXPECT_THROW(home.links().unlink(open), Error);
    EXPECT_EQ(unlinked(home).size(), 1u);
}

TEST_F(Month, LinkedVisitsAreJudgedLikeOthers) {
    register_people({"重点,2026-03-02,"});
    print(0, "0000000000");
    take("0000000000", "2026-03-04");
    take("", "2026-03-04");
    take("", "2026-03-01");
    const auto open = unlinked(home);
    for (const auto& record : open) home.links().link(record, all[0].id);
    EXPECT_EQ(rule_against(home, open[0]), "R34") << "twice on one day";
    EXPECT_EQ(rule_against(home, open[1]), "R33") << "before the registration";
}

TEST_F(Month, OrdinalsFollowEachOther) {
    register_people({"重点,,"});
    const std::string days[] = {"2025-12-05", "2026-01-05", "2026-02-05", "2026-03-05",
                                "2026-04-05"};
    const int ordinals[] = {7, 1, 2, 4, 0};
    for (std::size_t i = 0; i < 5; ++i) {
        const std::string serial = "000000000" + std::to_string(i);
        print(0, serial);
        take(serial, days[i], 1, "accepted", ordinals[i]);
    }
    const auto records = records_of(home);
    const char* const rules[] = {"", "", "", "R35", ""};
    for (std::size_t i = 0; i < 5; ++i)
        EXPECT_EQ(rule_against(home, records[i]["record"]), rules[i]) << days[i];
}

TEST_F(Month, TheNextVisitIsExpectedAfterTheLast) {
    register_people({"重点,,"});
    print(0, "0000000000");
    take("0000000000", "2026-02-05", 1, "accepted", 11);
    Person person = all[0];
    person.values["medical_history"] = "高血压、糖尿病";
    const PrintedSheet sheet = home.printed_sheets().find("0000000000").value();
    const auto ordinals = [&](const std::string& before) {
        std::string words;
        const auto expected = expected_visit(person, sheet, home.last_visit(person.id, before));
        for (const auto& value : expected.values.contains("visit_ordinal")
                                     ? expected.values.at("visit_ordinal")
                                     : std::vector<ExpectedValue>())
            words += value.texts.front() + " ";
        return words;
    };
    EXPECT_EQ(ordinals("2026-03-01"), "12 ");
    EXPECT_EQ(ordinals("2026-02-05"), "") << "nothing before";
    const Expected expected = expected_visit(person, sheet, std::nullopt);
    EXPECT_EQ(expected.month, month);
    ASSERT_EQ(expected.values.at("disease_name").size(), 3u) << "each, and both";
    EXPECT_EQ(expected.values.at("disease_name")[1].value, "糖尿病");
    const Expected after =
        expected_visit(person, sheet, LastVisit{"2026-02-05", 11, "白内障", "助餐、维修"});
    EXPECT_EQ(after.values.at("disease_name").back().value, "白内障") << "the last visit's, too";
    EXPECT_EQ(after.values.at("care_needs").front().value, "助餐、维修");
    const Expected known = expectation(person, enrollment_fields());
    EXPECT_EQ(known.values.at("subject_id_no").front().texts, std::vector{person.id_no()});
    EXPECT_EQ(known.values.at("residence_village").front().texts.size(), 2u)
        << "in full, and as people write it";
    EXPECT_FALSE(known.values.contains("priority_class")) << "boxes are read alone";
}

TEST_F(Month, EveryKindOfWritingOfTheLastRegistrationIsExpected) {
    Person person;
    person.values = {{"subject_sex", "female"},
                     {"family_1_relation", "儿子"},
                     {"family_1_health", "良好"},
                     {"water_safe", "yes"},
                     {"disposable_income_monthly", "1200"}};
    const auto known = expectation(person, enrollment_fields()).values;
    const auto texts = [&](const char* field) { return known.at(field).front().texts; };
    EXPECT_EQ(texts("subject_sex"), std::vector<std::string>{"女"});
    EXPECT_EQ(texts("family_1_relation"), std::vector<std::string>{"儿子"})
        << "a word without an id stands for itself";
    EXPECT_EQ(texts("family_1_health"), std::vector<std::string>{"良好"})
        << "so does one of a list";
    EXPECT_THAT(texts("water_safe"), testing::IsSupersetOf({"是", "安全", "√"}));
    EXPECT_EQ(texts("disposable_income_monthly"), std::vector<std::string>{"1200"});
    EXPECT_LT(known.at("disposable_income_monthly").front().share,
              known.at("subject_sex").front().share)
        << "amounts change";
}

}  // namespace tanfang
