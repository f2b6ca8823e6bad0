#include "pipeline/generate/person_values.h"

#include "pipeline/base/text.h"

#include "installed.h"
#include <gtest/gtest.h>

namespace tanfang {
namespace {

PersonValues values(const std::string& form, const char* json) {
    return person_values(Json::parse(json), installed::form(form), installed::model(form));
}

std::string word(const PersonValues& person, const std::string& spot) {
    const auto found = person.words.find(spot);
    return found == person.words.end() ? "" : utf8(found->second);
}

TEST(PersonValues, PutsEveryKindOfValueInItsPlace) {
    const PersonValues person =
        values("enrollment", R"({"filing_date": "2026-03-05", "subject_name": "陈𠮷",
        "subject_sex": "female", "subject_id_no": "35059919480101001X", "subject_phone": "13800000000",
        "hukou_township": {"name": "蚶江镇", "code": "350581102"}, "hukou_village": "石渔村",
        "ability_level": "mild", "subject_types": ["living_alone", "disabled"],
        "disposable_income_monthly": "1200.5", "family_1_relation": "长子", "water_safe": "no"})");
    EXPECT_EQ(word(person, "filing_date.year"), "2026");
    EXPECT_EQ(word(person, "filing_date.month"), "03");
    EXPECT_EQ(word(person, "filing_date.day"), "05");
    EXPECT_EQ(word(person, "subject_name"), "陈𠮷");
    EXPECT_EQ(word(person, "subject_sex"), "女");
    EXPECT_EQ(word(person, "subject_id_no"), "35059919480101001X");
    EXPECT_EQ(word(person, "hukou_township"), "蚶江镇");
    EXPECT_EQ(word(person, "hukou_village"), "石渔村");
    EXPECT_EQ(word(person, "disposable_income_monthly"), "1200.5");
    EXPECT_EQ(word(person, "family_1_relation"), "长子");
    EXPECT_EQ(word(person, "water_safe"), "否");
    EXPECT_EQ(person.ticks,
              (std::set<std::string>{"ability_level.mild", "subject_types.living_alone",
                                     "subject_types.disabled"}));
}

TEST(PersonValues, LeavesBlankWhatIsNotThere) {
    const PersonValues person =
        values("visit", R"({"visit_date": null, "population_change": [], "care_needs": "",
        "service_method": null, "visitor_signature": {"present": false}})");
    EXPECT_TRUE(person.words.empty());
    EXPECT_TRUE(person.ticks.empty());
}

TEST(PersonValues, CountsAreIntegers) {
    EXPECT_EQ(word(values("visit", R"({"visit_ordinal": 12})"), "visit_ordinal"), "12");
}

TEST(PersonValues, NumbersHaveTheirShapes) {
    const PersonValues person = values("enrollment", R"({"subject_phone": "119/7654321",
        "disability_card_no": "35059919480101001X44", "disposable_income_monthly": "0.50"})");
    EXPECT_EQ(word(person, "subject_phone"), "119/7654321");
    EXPECT_EQ(word(person, "disability_card_no"), "35059919480101001X44");
    EXPECT_EQ(word(person, "disposable_income_monthly"), "0.50");
}

TEST(PersonValues, HalfAMillionDigitsAreRefusedLikeAnyNumberThatIsTooLong) {
    const std::string digits = R"({"subject_phone": ")" + std::string(500'000, '1');
    EXPECT_THROW(values("enrollment", (digits + R"("})").c_str()), Error);
    EXPECT_THROW(values("enrollment", (digits + R"(x"})").c_str()), Error);
}

struct BadValue {
    const char* name;
    const char* form;
    const char* json;
    const char* named;  ///< stands in the message
};

class BadPerson : public testing::TestWithParam<BadValue> {};

TEST_P(BadPerson, IsRefusedByNameOfItsField) {
    try {
        values(GetParam().form, GetParam().json);
        FAIL() << "accepted";
    } catch (const Error& e) {
        EXPECT_EQ(e.fault(), Fault::bad_settings);
        EXPECT_NE(std::string(e.what()).find(GetParam().named), std::string::npos) << e.what();
    }
}

INSTANTIATE_TEST_SUITE_P(
    Values, BadPerson,
    testing::Values(
        BadValue{"NoObject", "visit", R"([1])", "JSON"},
        BadValue{"UnknownField", "visit", R"({"shoe_size": 42})", "shoe_size"},
        BadValue{"FieldOfTheOtherForm", "visit", R"({"subject_name": "陈"})", "subject_name"},
        BadValue{"UnknownOption", "visit", R"({"service_method": "pigeon"})", "online_av"},
        BadValue{"TwoOptionsOfOne", "visit", R"({"service_method": ["home", "phone"]})",
                 "service_method"},
        BadValue{"OptionAsNumber", "visit", R"({"service_method": 1})", "service_method"},
        BadValue{"DateAsNumber", "visit", R"({"visit_date": 20260305})", "visit_date"},
        BadValue{"DateInAnotherShape", "visit", R"({"visit_date": "2026/3/5"})", "visit_date"},
        BadValue{"DayThatIsNone", "visit", R"({"visit_date": "2026-02-30"})", "visit_date"},
        BadValue{"CountAsText", "visit", R"({"visit_ordinal": "3"})", "visit_ordinal"},
        BadValue{"CountOutOfRange", "visit", R"({"visit_ordinal": 1000})", "visit_ordinal"},
        BadValue{"NegativeCount", "visit", R"({"visit_ordinal": -1})", "visit_ordinal"},
        BadValue{"HugeCount", "visit", R"({"visit_ordinal": 1e300})", "visit_ordinal"},
        BadValue{"TextAsArray", "visit", R"({"care_needs": ["a"]})", "care_needs"},
        BadValue{"ControlCharacter", "visit", R"({"disease_name": "a\u0007b"})", "U+0007"},
        BadValue{"LineEndInOneLine", "visit", R"({"disease_name": "a\nb"})", "U+000A"},
        BadValue{"DirectionOverride", "visit", R"({"care_needs": "a\u202Eb"})", "U+202E"},
        BadValue{"CombiningMark", "visit", R"({"care_needs": "a\u0301"})", "U+0301"},
        BadValue{"VariationSelector", "visit", R"({"care_needs": "葛\uDB40\uDD00"})", "U+E0100"},
        BadValue{"TextTooLong", "enrollment",
                 R"({"subject_name": "一二三四五六七八九十一二三四五六"})", "subject_name"},
        BadValue{"MoreCharactersThanCells", "enrollment", R"({"subject_phone": "1234567890123"})",
                 "12"},
        BadValue{"ShortIdNumber", "enrollment", R"({"subject_id_no": "3505991948010100"})",
                 "subject_id_no"},
        BadValue{"SmallXInIdNumber", "enrollment", R"({"subject_id_no": "35059919480101001x"})",
                 "subject_id_no"},
        BadValue{"UnknownSex", "enrollment", R"({"subject_sex": "unknown"})", "female"},
        BadValue{"MoneyAsNumber", "enrollment", R"({"disposable_income_monthly": 1200})",
                 "disposable_income_monthly"},
        BadValue{"MoneyWithUnit", "enrollment", R"({"disposable_income_monthly": "1200元"})",
                 "disposable_income_monthly"},
        BadValue{"PhoneWithLetters", "enrollment", R"({"subject_phone": "138x"})", "subject_phone"},
        BadValue{"PhoneBetweenNothing", "enrollment", R"({"subject_phone": "138//139"})",
                 "subject_phone"},
        BadValue{"PhoneOfASlash", "enrollment", R"({"subject_phone": "138/"})", "subject_phone"},
        BadValue{"MoneyWithThreeDigitsOfCents", "enrollment",
                 R"({"disposable_income_monthly": "1200.505"})", "disposable_income_monthly"},
        BadValue{"MoneyThatEndsInItsPoint", "enrollment",
                 R"({"disposable_income_monthly": "1200."})", "disposable_income_monthly"},
        BadValue{"CardOfNineteen", "enrollment", R"({"disability_card_no": "35059919480101001X4"})",
                 "disability_card_no"},
        BadValue{"DateWithoutZeros", "enrollment", R"({"filing_date": "2026-3-5"})", "filing_date"},
        BadValue{"PlaceWithoutName", "enrollment", R"({"hukou_village": {"code": "1"}})",
                 "hukou_village"},
        BadValue{"RowOfATable", "enrollment", R"({"family_2_sex": "x"})", "第2行"},
        BadValue{"Signature", "visit", R"({"visitor_signature": {"present": true}})",
                 "visitor_signature"}),
    [](const auto& test) { return test.param.name; });

TEST(PersonValues, NeverRepeatAValueInAMessage) {
    try {
        values("enrollment", R"({"subject_id_no": "secret-number"})");
        FAIL();
    } catch (const Error& e) {
        EXPECT_EQ(std::string(e.what()).find("secret"), std::string::npos) << e.what();
    }
}

}  // namespace
}  // namespace tanfang
