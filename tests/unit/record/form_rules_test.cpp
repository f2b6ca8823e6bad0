/// Rules about dates, categories, money and the family table (R30 - R32, R50 - R64, R70 - R73).
#include "tests/unit/record/paper_sheet.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanfang {

namespace {

PaperSheet with_types(std::initializer_list<const char*> types) {
    PaperSheet sheet = sound_enrollment().clear("subject_types");
    for (const char* type : types) sheet.tick(std::string("subject_types.") + type);
    return sheet;
}

PaperSheet with_level(const char* level, std::initializer_list<const char*> types) {
    return with_types(types).clear("ability_level").tick(std::string("ability_level.") + level);
}

PaperSheet with_relative(const char* relation, const char* sex, const char* number) {
    return sound_enrollment()
        .write("family_1_relation", relation)
        .write("family_1_sex", sex)
        .write("family_1_id_no", number);
}

/// Nothing is seen in the place, but it asks.
const TextReading blank_beside_ink = {"", 1, false, {}, {}, false};

const MarkReading unsure = {MarkState::doubtful, MarkHow::tick, 0.5, false};

}  // namespace

TEST(RuleR30, WantsRealDatesOfTheseYears) {
    const auto date = [](const char* year, const char* month, const char* day) {
        return text_of(check(sound_visit().write_date("visit_date", year, month, day)), "R30");
    };
    EXPECT_EQ(date("2026", "3", "5"), "");
    EXPECT_EQ(date("26", "三", "五"), "");
    EXPECT_EQ(date("2026", "2", "30"), "日期不是真实的日期");
    EXPECT_EQ(date("2025", "2", "29"), "日期不是真实的日期");
    EXPECT_EQ(date("2026", "3", ""), "日期的年、月、日没有填全");
    EXPECT_EQ(date("", "3", "5"), "日期的年、月、日没有填全");
    EXPECT_EQ(date("2021", "3", "5"), "日期的年份应在 2022 至 2026 之间");
    EXPECT_EQ(date("2027", "3", "5"), "日期的年份应在 2022 至 2026 之间");
    EXPECT_EQ(date("", "", ""), "");
    EXPECT_TRUE(reports(sound_visit().write_date("visit_date", "2026", "2", "30"), "R30 E"));
    EXPECT_FALSE(reports(
        sound_visit().write_date("visit_date", "2026", "2", "30").scrawl("visit_date.day", {"30"}),
        "R30 E"));
    EXPECT_TRUE(
        reports(sound_enrollment().write_date("staff_signature_date", "2026", "2", "30"), "R30 E"));
}

TEST(RuleR31, RefusesAFilingDateInTheFuture) {
    EXPECT_FALSE(reports(sound_enrollment().write_date("filing_date", "2026", "11", "1"), "R31 E"));
    EXPECT_TRUE(reports(sound_enrollment().write_date("filing_date", "2026", "11", "2"), "R31 E"));
}

TEST(RuleR32, WantsTheSignatureBetweenFilingAndToday) {
    const auto signed_on = [](const char* month, const char* day) {
        return reports(sound_enrollment().write_date("staff_signature_date", "2026", month, day),
                       "R32 W");
    };
    EXPECT_TRUE(signed_on("3", "4"));
    EXPECT_FALSE(signed_on("3", "5"));
    EXPECT_FALSE(signed_on("11", "1"));
    EXPECT_TRUE(signed_on("11", "2"));
}

TEST(RuleR32, IsNotFullyEvaluatedOnThePageWithoutTheFilingDate) {
    const auto page =
        check_page(sound_enrollment().write_date("staff_signature_date", "2026", "3", "4"), 1);
    EXPECT_FALSE(broken(page).contains("R32 W"));
    EXPECT_THAT(page.not_evaluated, testing::Contains("R32"));
}

TEST(RuleR50, WantsAnAbilityThatFitsDisabled) {
    EXPECT_TRUE(reports(with_level("intact", {"disabled"}), "R50 E"));
    EXPECT_TRUE(reports(with_level("mild", {"disabled"}), "R50 W"));
    for (const char* level : {"moderate", "severe"})
        EXPECT_EQ(text_of(check(with_level(level, {"disabled"})), "R50"), "") << level;
    EXPECT_EQ(text_of(check(with_level("intact", {"living_alone"})), "R50"), "");
    EXPECT_EQ(
        text_of(check(with_level("intact", {"disabled"}).put("ability_level.mild", unsure)), "R50"),
        "");
}

TEST(RuleR51, WantsDisabledTickedForModerateAndSevere) {
    EXPECT_TRUE(reports(with_level("moderate", {"living_alone"}), "R51 W"));
    EXPECT_TRUE(reports(with_level("severe", {"living_alone"}), "R51 W"));
    EXPECT_FALSE(reports(with_level("severe", {"disabled"}), "R51 W"));
    EXPECT_FALSE(reports(with_level("mild", {"living_alone"}), "R51 W"));
    EXPECT_FALSE(reports(
        with_level("severe", {"living_alone"}).put("subject_types.disabled", unsure), "R51 W"));
}

TEST(RuleR52, AllowsOneEconomicStatus) {
    PaperSheet sheet = sound_enrollment();
    EXPECT_FALSE(reports(sheet, "R52 E"));
    EXPECT_FALSE(reports(sheet.tick("economic_status.extreme_poverty"), "R52 E"));
    EXPECT_TRUE(reports(sheet.tick("economic_status.subsistence_allowance"), "R52 E"));
    EXPECT_FALSE(reports(sheet, "R94 E")) << "one finding for one fault";
}

TEST(RuleR53, KnowsThatTheKinlessHaveNoChildren) {
    EXPECT_TRUE(reports(with_types({"kinless", "empty_nest"}), "R53 W"));
    EXPECT_TRUE(reports(with_types({"kinless", "left_behind"}), "R53 W"));
    EXPECT_FALSE(reports(with_types({"kinless", "living_alone"}), "R53 W"));
}

TEST(RuleR54, ComparesTypesAndFamily) {
    EXPECT_TRUE(reports(with_types({"kinless"}), "R54 W")) << "a son";
    EXPECT_TRUE(reports(with_types({"kinless"}).write("family_1_relation", "老伴"), "R54 W"));
    EXPECT_FALSE(reports(with_types({"kinless"}).write("family_1_relation", "侄子"), "R54 W"));
    EXPECT_TRUE(reports(with_types({"empty_nest"}).write("family_1_relation", "弟弟"), "R54 I"));
    EXPECT_FALSE(reports(with_types({"empty_nest"}), "R54 I"));
    EXPECT_FALSE(
        reports(with_types({"empty_nest"}).scrawl("family_1_relation", {"弟弟"}), "R54 I"));
    EXPECT_THAT(check_page(with_types({"kinless"}), 0).not_evaluated, testing::Contains("R54"));
}

TEST(RuleR55, TiesTheCardToTheBox) {
    EXPECT_TRUE(reports(with_types({"severe_disability"}), "R55 E"));
    EXPECT_FALSE(
        reports(with_types({"severe_disability"}).scrawl("disability_card_no", {}), "R55 E"))
        << "a number is there";
    EXPECT_FALSE(reports(
        with_types({"severe_disability"}).write("disability_card_no", "35059919450312001042"),
        "R55 E"));
    EXPECT_TRUE(
        reports(sound_enrollment().write("disability_card_no", "35059919450312001042"), "R55 W"));
    EXPECT_FALSE(reports(
        with_types({"severe_disability"}).put("subject_types.severe_disability", unsure), "R55 E"));
}

TEST(RuleR56, WantsGradeOneOrTwo) {
    const auto card = [](const char* number) {
        return with_types({"severe_disability"}).write("disability_card_no", number);
    };
    EXPECT_FALSE(reports(card("35059919450312001041"), "R56 E"));
    EXPECT_FALSE(reports(card("35059919450312001042"), "R56 E"));
    EXPECT_TRUE(reports(card("35059919450312001043"), "R56 E"));
    EXPECT_FALSE(
        reports(sound_enrollment().write("disability_card_no", "35059919450312001043"), "R56 E"));
}

TEST(RuleR58, WantsExactlyOnePriorityClass) {
    EXPECT_FALSE(reports(sound_enrollment(), "R58 E"));
    EXPECT_TRUE(reports(sound_enrollment().clear("priority_class"), "R58 E"));
    EXPECT_TRUE(reports(sound_enrollment().tick("priority_class.key"), "R58 E"));
    EXPECT_FALSE(reports(sound_enrollment().put("priority_class.key", unsure), "R58 E"));
    EXPECT_FALSE(reports(sound_enrollment().tick("priority_class.key"), "R94 E"))
        << "one finding for one fault";
}

TEST(RuleR60, WantsPlausibleAmounts) {
    const auto income = [](const char* text) {
        return text_of(check(sound_enrollment()
                                 .clear("disposable_income_monthly")
                                 .write("household_income_monthly", text)),
                       "R60");
    };
    EXPECT_EQ(income("20000"), "");
    EXPECT_EQ(income("无"), "");
    EXPECT_EQ(income("86.50"), "");
    EXPECT_EQ(income("20001"), "家庭月收入（元）为 20001 元，超出 0 至 20000 元，请核对");
    EXPECT_EQ(income("86.555"), "家庭月收入（元）的小数超过两位");
    EXPECT_EQ(income("很多"), "家庭月收入（元）不是金额");
}

TEST(RuleR61, ComparesIncomes) {
    EXPECT_FALSE(reports(sound_enrollment().write("disposable_income_monthly", "1200"), "R61 W"));
    EXPECT_TRUE(reports(sound_enrollment().write("disposable_income_monthly", "1200.5"), "R61 W"));
    EXPECT_FALSE(reports(sound_enrollment()
                             .write("disposable_income_monthly", "1300")
                             .clear("household_income_monthly"),
                         "R61 W"));
    EXPECT_THAT(check_page(sound_enrollment(), 1).not_evaluated, testing::Contains("R61"));
}

TEST(RuleR62, TiesThePensionToItsAmount) {
    EXPECT_TRUE(reports(sound_enrollment().clear("pension_status"), "R62 E"));
    EXPECT_TRUE(reports(sound_enrollment().tick("pension_status.none"), "R62 E"));
    EXPECT_TRUE(reports(sound_enrollment().clear("pension_amount_monthly"), "R62 W"));
    EXPECT_TRUE(reports(sound_enrollment().write("pension_amount_monthly", "0"), "R62 W"));
    PaperSheet none = sound_enrollment().clear("pension_status").tick("pension_status.none");
    EXPECT_TRUE(reports(none, "R62 E"));
    EXPECT_TRUE(reports(none.scrawl("pension_amount_monthly", {"18O"}), "R62 E"))
        << "something is written";
    EXPECT_TRUE(reports(none.scrawl("pension_amount_monthly", {}), "R62 E"));
    EXPECT_FALSE(reports(none.scrawl("pension_amount_monthly", {"0"}), "R62 E"));
    EXPECT_FALSE(reports(none.write("pension_amount_monthly", "无"), "R62 E"));
    EXPECT_FALSE(reports(none.clear("pension_amount_monthly"), "R62 E"));
    EXPECT_FALSE(reports(none.put_text("pension_amount_monthly", blank_beside_ink), "R62 E"));
}

TEST(RuleR63, LeavesPlacesThatAskToThePerson) {
    for (const char* field : {"subsidy_items", "subsidy_amount_monthly"}) {
        EXPECT_TRUE(reports(sound_enrollment().clear(field), "R63 W")) << field;
        EXPECT_FALSE(reports(sound_enrollment().put_text(field, blank_beside_ink), "R63 W"));
    }
}

TEST(RuleR63, TiesSubsidiesToAmountAndStatus) {
    EXPECT_FALSE(reports(sound_enrollment(), "R63 W"));
    EXPECT_TRUE(reports(sound_enrollment().clear("subsidy_items"), "R63 W"));
    EXPECT_TRUE(reports(sound_enrollment().clear("subsidy_amount_monthly"), "R63 W"));
    PaperSheet without =
        sound_enrollment().clear("subsidy_amount_monthly").write("subsidy_items", "无");
    EXPECT_FALSE(reports(without, "R63 W"));
    EXPECT_TRUE(reports(without.tick("economic_status.extreme_poverty"), "R63 W"));
}

TEST(RuleR64, TiesOrganisationsToTheirHelp) {
    EXPECT_FALSE(reports(sound_enrollment().clear("assist_person"), "R64 W"));
    EXPECT_TRUE(
        reports(sound_enrollment().clear("assist_person").clear("assist_measures"), "R64 W"));
    EXPECT_TRUE(reports(sound_enrollment().clear("assist_orgs"), "R64 W"));
    EXPECT_FALSE(reports(sound_enrollment()
                             .clear("assist_orgs")
                             .clear("assist_person")
                             .write("assist_measures", "无"),
                         "R64 W"));
}

TEST(RuleR70, WantsRowsFromTheTop) {
    EXPECT_FALSE(reports(sound_enrollment(), "R70 W"));
    EXPECT_EQ(text_of(check(sound_enrollment()
                                .write("family_3_name", "陈建军")
                                .write("family_3_relation", "次子")),
                      "R70"),
              "家庭成员第 3 行之前有空行");
    EXPECT_EQ(text_of(check(sound_enrollment().write("family_2_name", "陈建军")), "R70"),
              "家庭成员第 2 行没有填写姓名或与户主关系");
    EXPECT_TRUE(reports(sound_enrollment().clear("family_1_name"), "R70 W"));
    EXPECT_FALSE(reports(sound_enrollment().scrawl("family_1_name", {}), "R70 W"));
}

TEST(RuleR71, WantsDifferentNumbers) {
    PaperSheet sheet = with_relative("儿子", "男", "350599198006010779");
    EXPECT_FALSE(reports(sheet, "R71 E"));
    sheet.write("family_2_name", "陈建军")
        .write("family_2_relation", "次子")
        .write("family_2_id_no", "350599198006010779");
    EXPECT_TRUE(reports(sheet, "R71 E"));
    EXPECT_TRUE(reports(with_relative("女儿", "女", "350599195202290184"), "R71 E"))
        << "the subject's own";
    EXPECT_FALSE(reports(with_relative("本人", "女", "350599195202290184"), "R71 E"));
    EXPECT_FALSE(reports(with_relative("户主", "女", "350599195202290184"), "R71 E"));
    EXPECT_THAT(check_page(sound_enrollment(), 1).not_evaluated, testing::Contains("R71"));
}

TEST(RuleR72, ComparesRelationAndSex) {
    const auto relation = [](const char* word, const char* sex) {
        return reports(
            sound_enrollment().write("family_1_relation", word).write("family_1_sex", sex),
            "R72 W");
    };
    EXPECT_FALSE(relation("儿子", "男"));
    EXPECT_TRUE(relation("儿子", "女"));
    EXPECT_TRUE(relation("妹妹", "男"));
    EXPECT_TRUE(relation("儿媳", "男"));
    EXPECT_FALSE(relation("老伴", "男"));
    EXPECT_FALSE(relation("老伴", "女"));
    EXPECT_FALSE(relation("石头", "女"));
}

TEST(RuleR73, WantsAGenerationBetweenParentsAndChildren) {
    EXPECT_FALSE(reports(with_relative("儿子", "男", "350599198006010779"), "R73 W"));
    EXPECT_TRUE(reports(with_relative("儿子", "男", "350599196006010776"), "R73 W"))
        << "born eight years after the subject";
    EXPECT_TRUE(reports(with_relative("母亲", "女", "350599194008150220"), "R73 W"));
    EXPECT_FALSE(reports(with_relative("母亲", "女", "350599193307071042"), "R73 W"));
    EXPECT_FALSE(reports(with_relative("弟弟", "男", "350599196006010776"), "R73 W"));
    PaperSheet household = with_relative("户主", "男", "350599194503120010");
    household.write("family_2_name", "陈建军")
        .write("family_2_relation", "儿子")
        .write("family_2_id_no", "350599196006010776");
    EXPECT_FALSE(reports(household, "R73 W")) << "the head of the household is in the table";
}

}  // namespace tanfang
