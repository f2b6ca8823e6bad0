/// Rules of the visit record and of every sheet (R34, R65 - R69, R80 - R96).
#include "tests/unit/record/paper_sheet.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanfang {

namespace {

PaperSheet with(const char* field, const char* option) {
    return sound_visit().clear(field).tick(std::string(field) + "." + option);
}

const MarkReading unsure = {MarkState::doubtful, MarkHow::tick, 0.5, false};

}  // namespace

TEST(RuleR34, RefusesAVisitInTheFuture) {
    const auto on = [](const char* day) {
        return broken(check(sound_visit().write_date("visit_date", "2026", "11", day)));
    };
    EXPECT_EQ(on("1").count("R34 W") + on("1").count("R34 E"), 0);
    EXPECT_EQ(on("2").count("R34 W"), 1);
    EXPECT_EQ(on("3").count("R34 E"), 1);
    EXPECT_THAT(check(sound_visit()).not_evaluated, testing::Contains("R34"))
        << "duplicates need the register";
}

TEST(RuleR65, TiesChangesToTheirNumbers) {
    EXPECT_FALSE(reports(sound_visit(), "R65 E"));
    EXPECT_TRUE(
        reports(sound_visit().tick("population_change.increase").write("population_increase", "1"),
                "R65 E"));
    EXPECT_TRUE(reports(with("population_change", "increase"), "R65 E")) << "no number";
    EXPECT_TRUE(
        reports(with("population_change", "decrease").write("population_decrease", "0"), "R65 E"));
    EXPECT_FALSE(
        reports(with("population_change", "increase").write("population_increase", "2"), "R65 E"));
    EXPECT_FALSE(
        reports(with("population_change", "increase").scrawl("population_increase", {}), "R65 E"));
    EXPECT_TRUE(reports(sound_visit().write("population_decrease", "1"), "R65 E")) << "no tick";
    EXPECT_FALSE(reports(sound_visit().write("population_decrease", "0"), "R65 E"));
    EXPECT_FALSE(reports(sound_visit().put("population_change.increase", unsure), "R65 E"));
    PaperSheet both = with("population_change", "increase").tick("population_change.decrease");
    both.write("population_increase", "1").write("population_decrease", "1");
    EXPECT_TRUE(reports(both, "R65 W"));
    EXPECT_FALSE(reports(both, "R65 E"));
    EXPECT_EQ(value_of(both, "population_change").state, FieldState::read);
}

TEST(RuleR65, LeavesTheContradictionAsItWasRead) {
    const auto value =
        value_of(sound_visit().tick("population_change.increase"), "population_change");
    EXPECT_EQ(value.state, FieldState::read);
    EXPECT_EQ(value.value, Json({"none", "increase"}));
}

TEST(RuleR66, SuggestsAnAssessment) {
    EXPECT_TRUE(reports(with("mobility", "worse"), "R66 I"));
    EXPECT_TRUE(reports(with("expression_ability", "worse"), "R66 I"));
    EXPECT_FALSE(reports(with("emotion", "worse"), "R66 I"));
    EXPECT_FALSE(reports(with("mobility", "better"), "R66 I"));
}

TEST(RuleR67, TiesASeriousDiseaseToItsName) {
    EXPECT_FALSE(reports(sound_visit(), "R67 E"));
    EXPECT_TRUE(reports(sound_visit().clear("disease_status"), "R67 E"));
    EXPECT_TRUE(reports(sound_visit().tick("disease_status.improved"), "R67 E"));
    EXPECT_TRUE(reports(with("disease_status", "serious"), "R67 E"));
    EXPECT_FALSE(reports(with("disease_status", "serious").write("disease_name", "中风"), "R67 E"));
    EXPECT_FALSE(reports(with("disease_status", "serious").scrawl("disease_name", {}), "R67 E"));
    EXPECT_TRUE(reports(sound_visit().write("disease_name", "中风"), "R67 W"));
}

TEST(RuleR68, WantsWordsForAProblem) {
    EXPECT_FALSE(reports(sound_visit(), "R68 W"));
    for (const auto& [field, option] :
         std::map<const char*, const char*>{{"gas_safety", "unsafe"},
                                            {"personal_hygiene", "worse"},
                                            {"disease_status", "serious"}}) {
        EXPECT_TRUE(reports(with(field, option), "R68 W")) << field << ": 无 is no answer";
        EXPECT_TRUE(reports(with(field, option).clear("care_needs"), "R68 W")) << field;
        EXPECT_FALSE(reports(with(field, option).write("care_needs", "已联系维修"), "R68 W"))
            << field;
        EXPECT_FALSE(reports(with(field, option).scrawl("care_needs", {}), "R68 W")) << field;
    }
}

TEST(RuleR69, ProposesDepartments) {
    EXPECT_EQ(text_of(check(sound_visit().write("care_needs", "需要助餐，家中漏水")), "R69"),
              "建议转介：民政部门、住建部门");
    EXPECT_FALSE(reports(sound_visit(), "R69 I"));
    EXPECT_FALSE(reports(sound_visit().scrawl("care_needs", {"助餐"}), "R69 I"));
}

TEST(RuleR80, WantsTheSignatureOfTheStaff) {
    EXPECT_FALSE(reports(sound_visit(), "R80 E"));
    EXPECT_TRUE(reports(sound_visit().clear("visitor_signature"), "R80 E"));
    EXPECT_TRUE(reports(sound_enrollment().clear("staff_signature"), "R80 E"));
    EXPECT_FALSE(reports(sound_visit().lose("visitor_signature"), "R80 E"));
    EXPECT_FALSE(reports(sound_visit().clear("subject_signature"), "R80 E")) << "that is R81";
}

TEST(RuleR81, WantsTheSubjectsSignatureOnHomeVisits) {
    EXPECT_FALSE(reports(sound_visit(), "R81 E"));
    EXPECT_TRUE(reports(sound_visit().clear("subject_signature"), "R81 E"));
    EXPECT_FALSE(reports(sound_visit().lose("subject_signature"), "R81 E"));
    EXPECT_FALSE(reports(with("service_method", "phone").clear("subject_signature"), "R81 E"));
    EXPECT_TRUE(reports(with("service_method", "phone").clear("subject_signature"), "R81 I"));
    EXPECT_FALSE(reports(with("service_method", "phone"), "R81 I"));
    EXPECT_TRUE(reports(sound_visit().clear("service_method"), "R81 E"));
    EXPECT_TRUE(reports(sound_visit().tick("service_method.phone"), "R81 W"));
    EXPECT_FALSE(reports(sound_visit().tick("service_method.phone"), "R94 E"))
        << "seen in practice";
}

TEST(RuleR82, RecordsTheKindOfSignature) {
    EXPECT_FALSE(reports(sound_visit(), "R82 I"));
    EXPECT_EQ(
        text_of(check(sound_visit().sign("subject_signature", SignatureKind::fingerprint)), "R82"),
        "服务对象（签字）为按手印");
    EXPECT_EQ(text_of(check(sound_visit().sign("subject_signature", SignatureKind::proxy)), "R82"),
              "服务对象（签字）为代签");
}

TEST(RuleR94, WantsOneMarkInAChoiceOfOne) {
    EXPECT_EQ(broken(check(sound_visit())), std::multiset<std::string>{});
    EXPECT_TRUE(reports(sound_visit().clear("mobility"), "R94 W"));
    EXPECT_TRUE(reports(sound_visit().tick("mobility.better"), "R94 E"));
    EXPECT_FALSE(reports(sound_visit().put("mobility.better", unsure), "R94 E"));
    EXPECT_FALSE(reports(sound_visit().clear("mobility").put("mobility.better", unsure), "R94 W"));
    EXPECT_FALSE(reports(sound_enrollment().clear("economic_status"), "R94 W"))
        << "none is an answer there";
    PaperSheet filled = sound_enrollment()
                            .tick("assist_orgs.volunteer")
                            .tick("assist_orgs.enterprise", MarkHow::filled);
    EXPECT_TRUE(reports(filled, "R94 W"));
}

TEST(RuleR96, PointsToCancelledBoxes) {
    for (const MarkHow how : {MarkHow::struck, MarkHow::blacked})
        EXPECT_TRUE(reports(
            sound_visit().put("mobility.better", {MarkState::empty, how, 0.6, false}), "R96 W"));
    EXPECT_FALSE(
        reports(sound_visit().put("mobility.better", {MarkState::empty, MarkHow::none, 0.1, true}),
                "R96 W"));
}

}  // namespace tanfang
