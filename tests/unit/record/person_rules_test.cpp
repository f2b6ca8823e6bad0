/// Rules about people: names, sex, numbers, phones, places (R01 - R22, R40 - R42).
#include "tests/unit/record/paper_sheet.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanfang {

namespace {

/// A sound sheet for another ID number, with the sex that fits it.
PaperSheet with_id(const std::string& number, const std::string& sex) {
    return sound_enrollment().write("subject_id_no", number).write("subject_sex", sex);
}

}  // namespace

TEST(RuleR01, KnowsNamesAndSurnames) {
    const auto name = [](const char* text) {
        return broken(check(sound_enrollment().write("subject_name", text)));
    };
    for (const char* good : {"陈秀英", "欧阳建国", "蔺堃", "䶮", "林·买买提"})
        EXPECT_EQ(name(good).count("R01 W"), std::string(good) == "䶮" ? 2 : 0) << good;
    EXPECT_EQ(name("陈").count("R01 W"), 1);
    EXPECT_EQ(name("陈一二三四五六七八九十一二三四五").count("R01 W"), 1);
    EXPECT_EQ(name("陈A英").count("R01 W"), 1);
    EXPECT_EQ(name("陈3英").count("R01 W"), 1);
    EXPECT_EQ(name("虾秀英").count("R01 W"), 1) << "no such surname";
    EXPECT_TRUE(reports(sound_enrollment().write("family_1_name", "虾秀英"), "R01 W"));
    EXPECT_FALSE(reports(sound_visit().write("disease_name", "高血压"), "R01 W"))
        << "no name of a person";
    EXPECT_FALSE(reports(sound_enrollment().scrawl("subject_name", {"虾秀英"}), "R01 W"));
}

TEST(RuleR02, AcceptsTwoWords) {
    EXPECT_FALSE(reports(sound_enrollment(), "R02 E"));
    EXPECT_FALSE(reports(sound_enrollment().write("emergency_contact_sex", "1"), "R02 E"));
    EXPECT_TRUE(reports(sound_enrollment().write("emergency_contact_sex", "安"), "R02 E"));
    EXPECT_FALSE(reports(sound_enrollment().scrawl("emergency_contact_sex", {"安"}), "R02 E"));
    EXPECT_EQ(text_of(check(sound_enrollment().write("family_1_sex", "安")), "R02"),
              "家庭成员第 1 行的性别应填“男”或“女”");
}

TEST(RuleR10, WantsEighteenCharacters) {
    EXPECT_FALSE(reports(sound_enrollment(), "R10 E"));
    EXPECT_TRUE(reports(sound_enrollment().write("subject_id_no", "35059919520229018"), "R10 E"));
    EXPECT_TRUE(reports(sound_enrollment().write("family_1_id_no", "3505991952O2290184"), "R10 E"));
    EXPECT_FALSE(
        reports(sound_enrollment().scrawl("subject_id_no", {"35059919520229018"}), "R10 E"));
    EXPECT_TRUE(reports(with_id("350599450312001", "男"), "R10 W"));
    EXPECT_FALSE(reports(with_id("350599450312001", "男"), "R10 E"));
}

TEST(RuleR11, ChecksTheCheckCharacter) {
    for (const char* good :
         {"350599194503120010", "350599195202290184", "350599194008150220", "350599194912310368",
          "350599193307071042", "350599196006010776", "35059919380506008X"})
        EXPECT_FALSE(reports(with_id(good, "男"), "R11 E")) << good;
    EXPECT_TRUE(reports(with_id("350599194503120011", "男"), "R11 E"));
    EXPECT_TRUE(reports(sound_enrollment().write("family_1_id_no", "350599194503120011"), "R11 E"));
    EXPECT_FALSE(
        reports(sound_enrollment().scrawl("subject_id_no", {"350599194503120011"}), "R11 E"));
}

TEST(RuleR12, KnowsTheProvinces) {
    EXPECT_TRUE(reports(with_id("160599194503120015", "男"), "R12 E"));
    EXPECT_FALSE(reports(with_id("160599194503120015", "男"), "R11 E"));
    EXPECT_FALSE(reports(with_id("350599194503120010", "男"), "R12 E"));
    EXPECT_FALSE(reports(with_id("935599194503120010", "男"), "R12 E")) << "a resident from abroad";
}

TEST(RuleR13, ComparesSexAndNumber) {
    EXPECT_FALSE(reports(with_id("350599194503120010", "男"), "R13 W"));
    EXPECT_TRUE(reports(with_id("350599194503120010", "女"), "R13 W"));
    EXPECT_TRUE(reports(with_id("350599195202290184", "男"), "R13 W"));
    EXPECT_TRUE(reports(sound_enrollment().write("family_1_id_no", "350599195202290184"), "R13 W"));
    EXPECT_FALSE(reports(sound_enrollment().scrawl("subject_sex", {"男"}), "R13 W"));
}

TEST(RuleR14, WantsARealBirthDateAndAnElderlyPerson) {
    EXPECT_TRUE(reports(with_id("350599195302290181", "女"), "R14 E"));
    EXPECT_FALSE(reports(with_id("350599195302290181", "女"), "R11 E"));
    const auto filed = [](const char* month, const char* day) {
        return reports(
            with_id("350599196606010775", "男").write_date("filing_date", "2026", month, day),
            "R14 E");
    };
    EXPECT_TRUE(filed("5", "31")) << "59 years";
    EXPECT_FALSE(filed("6", "1")) << "60 years";
}

TEST(RuleR14, CountsWholeYears) {
    Knowledge knowledge = example_county();
    override_rules(knowledge.rules, {{"R14", {{"parameters", {{"minimum_age", 62}}}}}}, "settings");
    const auto on = [&](const char* day) {
        return broken(check(with_id("350599196006010776", "男")
                                .write_date("filing_date", "2022", day[0] == '3' ? "5" : "6", day),
                            knowledge));
    };
    EXPECT_TRUE(on("31").contains("R14 E")) << "61 on 2022-05-31";
    EXPECT_FALSE(on("1").contains("R14 E")) << "62 on 2022-06-01";
}

TEST(RuleR14, KnowsTheOldestAndTheUnborn) {
    PaperSheet sheet = sound_enrollment();
    EXPECT_TRUE(reports(sheet.write("subject_id_no", "350599191001011225"), "R14 W"))
        << "116 years";
    sheet = sound_enrollment();
    EXPECT_TRUE(reports(sheet.write("family_1_id_no", "350599202607010015"), "R14 E"))
        << "born after the filing";
    EXPECT_TRUE(reports(sheet.write("family_1_id_no", "350599202701010015"), "R14 E"))
        << "born after today";
    EXPECT_FALSE(reports(sheet.write("family_1_id_no", "350599202501010015"), "R14 E"));
}

TEST(RuleR15, WantsTheShapeOfACard) {
    const auto card = [](const char* number) {
        return sound_enrollment().write("disability_card_no", number);
    };
    EXPECT_FALSE(reports(card("35059919450312001042"), "R15 E"));
    EXPECT_FALSE(reports(card("35059919450312001042B1"), "R15 E"));
    EXPECT_TRUE(reports(card("35059919450312001082"), "R15 E"));
    EXPECT_TRUE(reports(card("350599194503120010"), "R15 E"));
    EXPECT_FALSE(reports(sound_enrollment(), "R15 E"));
}

TEST(RuleR16, ComparesCardAndNumberAndProposesTheSoundOne) {
    const auto sheet = [](const char* id, const char* card) {
        return check(with_id(id, "男").write("disability_card_no", card));
    };
    EXPECT_EQ(text_of(sheet("350599194503120010", "35059919450312001042"), "R16"), "");
    EXPECT_EQ(text_of(sheet("350599196006010776", "35059919450312001042"), "R16"),
              "残疾证号的前 18 位与居民身份证号码不一致");
    EXPECT_NE(text_of(sheet("350599194503120011", "35059919450312001042"), "R16")
                  .find("建议以残疾证号为准"),
              std::string::npos);
    EXPECT_NE(text_of(sheet("350599194503120010", "35059919450312001142"), "R16")
                  .find("建议以身份证号码为准"),
              std::string::npos);
}

TEST(RuleR20, KnowsMobileNumbers) {
    const auto phone = [](const char* text) {
        return reports(sound_enrollment().write("subject_phone", text), "R20 W");
    };
    EXPECT_FALSE(phone("13900000001"));
    EXPECT_FALSE(phone("0595-88880000"));
    EXPECT_TRUE(phone("12900000001"));
    EXPECT_TRUE(phone("1390000000"));
    EXPECT_TRUE(phone("139000000012"));
    EXPECT_TRUE(phone("13900000001/1290000000"));
}

TEST(RuleR21, KnowsLandlinesOfFujianAndShortNumbers) {
    const auto phone = [](const char* text) {
        return text_of(check(sound_enrollment().write("subject_phone", text)), "R21");
    };
    for (const char* good : {"0595-88880000", "0591-88880000", "0598-8888000", "88880000",
                             "8888000", "010-88880000", "0371-8888000", "13900000001"})
        EXPECT_EQ(phone(good), "") << good;
    EXPECT_NE(phone("0595-8888000"), "") << "0595 has eight digits";
    EXPECT_NE(phone("0598-88880000"), "") << "0598 has seven digits";
    EXPECT_NE(phone("888800001"), "");
    EXPECT_NE(phone("668888").find("短号"), std::string::npos);
}

TEST(RuleR22, WantsTwoDifferentPhones) {
    EXPECT_FALSE(reports(sound_enrollment(), "R22 W"));
    EXPECT_TRUE(
        reports(sound_enrollment().write("emergency_contact_phone", "13900000001"), "R22 W"));
    EXPECT_TRUE(reports(
        sound_enrollment().write("emergency_contact_phone", "0595-88880000/13900000001"), "R22 W"));
    EXPECT_FALSE(reports(sound_enrollment().clear("subject_phone").clear("emergency_contact_phone"),
                         "R22 W"));
}

TEST(RuleR40, LooksUpPlaces) {
    const auto place = [](const char* township, const char* village) {
        return text_of(check(sound_enrollment()
                                 .write("hukou_township", township)
                                 .write("hukou_village", village)),
                       "R40");
    };
    EXPECT_EQ(place("湖滨街道", "金林"), "");
    EXPECT_EQ(place("灵秀", "仕林村"), "");
    EXPECT_EQ(place("港边", "金林"), "户籍地址·乡镇（街道）“港边”不属于本县（市、区）");
    EXPECT_EQ(place("灵秀", "东村"), "户籍地址·村（社区）“东村”不属于灵秀镇");
    // Two townships of the county have a 金林; without the township nobody can tell which is meant.
    const auto findings = check(sound_enrollment().write("hukou_township", "港边")).findings;
    EXPECT_TRUE(std::any_of(findings.begin(), findings.end(), [](const Finding& finding) {
        return finding.text == "户籍地址·村（社区）“金林”有多个同名的地方，请核对";
    }));
    EXPECT_FALSE(reports(sound_enrollment().scrawl("hukou_township", {"港边"}), "R40 W"));
}

TEST(RuleR40, IsNotEvaluatedWithoutDivisions) {
    Knowledge knowledge = example_county();
    knowledge.divisions = {};
    const auto record = check(sound_enrollment().write("hukou_township", "港边"), knowledge);
    EXPECT_FALSE(broken(record).contains("R40 W"));
    EXPECT_THAT(record.not_evaluated, testing::IsSupersetOf({"R40", "R41"}));
    const auto known = check(sound_enrollment());
    EXPECT_THAT(known.not_evaluated, testing::Not(testing::Contains("R40")));
}

TEST(RuleR42, WantsATownshipOfTheStation) {
    Knowledge knowledge = example_county();
    const auto findings = [&](const char* township, const char* village) {
        return broken(check(sound_enrollment()
                                .write("residence_township", township)
                                .write("residence_village", village),
                            knowledge));
    };
    EXPECT_THAT(check(sound_enrollment(), knowledge).not_evaluated, testing::Contains("R42"));
    EXPECT_FALSE(findings("灵秀", "仕林").contains("R42 W")) << "nobody has said which are ours";
    for (const char* ours : {"湖滨街道", "湖滨", "350599001"}) {
        knowledge.townships = {ours};
        EXPECT_FALSE(findings("湖滨", "金林").contains("R42 W")) << ours;
        EXPECT_TRUE(findings("灵秀", "仕林").contains("R42 W")) << ours;
        EXPECT_FALSE(findings("港边", "金林").contains("R42 W")) << "R40 says it";
    }
    EXPECT_THAT(check(sound_enrollment(), knowledge).not_evaluated,
                testing::Not(testing::Contains("R42")));
}

TEST(RuleR57, LeftBehindIsWhoLivesInTheCountry) {
    Knowledge knowledge = example_county();
    PaperSheet sheet = sound_enrollment();
    sheet.write("hukou_township", "湖滨").write("hukou_village", "金林");
    sheet.tick("subject_types.left_behind");
    EXPECT_THAT(check(sheet, knowledge).not_evaluated, testing::Contains("R57"));
    const auto findings = [&](const char* urban_rural) {
        Division village = *knowledge.divisions.find("350599001001");
        village.urban_rural = urban_rural;
        Knowledge known = example_county();
        known.divisions = {};
        for (const Division* one : knowledge.divisions.all())
            known.divisions.add(one->code == village.code ? village : *one);
        const auto record = check(sheet, known);
        EXPECT_THAT(record.not_evaluated, testing::Not(testing::Contains("R57")));
        return broken(record);
    };
    EXPECT_TRUE(findings("112").contains("R57 W"));
    EXPECT_TRUE(findings("122").contains("R57 I"));
    EXPECT_FALSE(findings("220").contains("R57 W"));
    sheet = sound_enrollment();
    EXPECT_FALSE(findings("112").contains("R57 W")) << "not ticked";
}

TEST(RuleR59, ComparesWithTheListsOfDepartments) {
    Knowledge knowledge = example_county();
    EXPECT_THAT(check(sound_enrollment(), knowledge).not_evaluated, testing::Contains("R59"));
    const std::string number = value_of(sound_enrollment(), "subject_id_no").value;
    std::set<std::string> list = {"350599194008150220"};
    knowledge.on_lists = [&](const std::string& id_no) {
        return std::map<std::string, bool>{{"family_planning_special", list.contains(id_no)}};
    };
    EXPECT_FALSE(broken(check(sound_enrollment(), knowledge)).contains("R59 I"));
    PaperSheet ticked = sound_enrollment();
    ticked.tick("subject_types.family_planning_special");
    EXPECT_TRUE(broken(check(ticked, knowledge)).contains("R59 I"));
    list.insert(number);
    EXPECT_FALSE(broken(check(ticked, knowledge)).contains("R59 I"));
    EXPECT_EQ(text_of(check(sound_enrollment(), knowledge), "R59").find("部门提供的计划生育"), 0u);
    EXPECT_THAT(check(ticked, knowledge).not_evaluated, testing::Not(testing::Contains("R59")));
    knowledge.on_lists = [](const std::string&) { return std::map<std::string, bool>(); };
    EXPECT_THAT(check(ticked, knowledge).not_evaluated, testing::Contains("R59"))
        << "a home without any list";
}

TEST(RuleR41, InformsAboutANumberFromElsewhere) {
    EXPECT_FALSE(reports(sound_enrollment(), "R41 I"));
    EXPECT_TRUE(reports(with_id("350598194503120016", "男"), "R41 I"));
}

}  // namespace tanfang
