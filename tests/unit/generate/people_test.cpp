#include "pipeline/generate/people.h"

#include <fstream>

#include "installed.h"
#include <gtest/gtest.h>
#include <unistd.h>

namespace tanfang {
namespace {

std::filesystem::path people_file(const std::string& lines) {
    const std::filesystem::path file =
        testing::TempDir() + std::to_string(::getpid()) + "-people.jsonl";
    std::ofstream(file, std::ios::binary) << lines;
    return file;
}

PeopleFile open(const std::string& form, const std::string& lines) {
    return {people_file(lines), installed::form(form), installed::model(form), installed::fonts()};
}

TEST(People, AreReadLineByLine) {
    PeopleFile people =
        open("visit", "\xEF\xBB\xBF{\"visit_ordinal\": 1}\r\n\n{}\n{\"visit_ordinal\": 3}");
    ASSERT_EQ(people.count(), 3);
    EXPECT_EQ(people.read(0).words.at("visit_ordinal"), U"1");
    EXPECT_TRUE(people.read(1).words.empty());
    EXPECT_EQ(people.read(2).words.at("visit_ordinal"), U"3");
}

struct BadLines {
    const char* name;
    std::string lines;
    Fault fault;
    const char* named;
};

class BadPeople : public testing::TestWithParam<BadLines> {};

TEST_P(BadPeople, AreRefusedWithTheLine) {
    try {
        open("visit", GetParam().lines);
        FAIL() << "accepted";
    } catch (const Error& e) {
        EXPECT_EQ(e.fault(), GetParam().fault) << e.what();
        EXPECT_NE(std::string(e.what()).find(GetParam().named), std::string::npos) << e.what();
    }
}

INSTANTIATE_TEST_SUITE_P(
    Lines, BadPeople,
    testing::Values(
        BadLines{"Empty", "", Fault::bad_settings, "没有人员"},
        BadLines{"Blank", "\n \n", Fault::bad_settings, "没有人员"},
        BadLines{"NoJson", "{}\nhello\n", Fault::bad_settings, "第 2 行"},
        BadLines{"Cut", "{\"visit_ordinal\": ", Fault::bad_settings, "第 1 行"},
        BadLines{"InvalidUtf8", "{}\n{\"care_needs\": \"\xC4\xE3\"}", Fault::bad_settings,
                 "第 2 行：不是有效的 UTF-8"},
        BadLines{"LoneSurrogate", R"({"care_needs": "\ud800"})", Fault::bad_settings, "第 1 行"},
        BadLines{"UnknownField", "{}\n{}\n{\"shoe\": 1}", Fault::bad_settings, "第 3 行：shoe"},
        BadLines{"NoGlyph", R"({"disease_name": "󰄣"})", Fault::missing_glyph,
                 "第 1 行：疾病名称（disease_name）: 字符"},
        BadLines{"NoRoom", R"({"care_needs": "一\n\n\n\n\n\n\n\n\n\n\n\n\n二"})",
                 Fault::bad_settings, "写不下"},
        BadLines{"LongLine", "{\"care_needs\": \"" + std::string(2 << 20, 'a') + "\"}",
                 Fault::bad_settings, "太长"}),
    [](const auto& test) { return test.param.name; });

TEST(People, AllProblemsAreNamedAtOnce) {
    try {
        open("visit", "{\"a\": 1}\n{}\n{\"b\": 1}\n");
        FAIL();
    } catch (const Error& e) {
        EXPECT_NE(std::string(e.what()).find("第 1 行：a"), std::string::npos) << e.what();
        EXPECT_NE(std::string(e.what()).find("第 3 行：b"), std::string::npos) << e.what();
    }
}

TEST(People, AMissingFileIsNamed) {
    try {
        PeopleFile("/nowhere/people.jsonl", installed::form("visit"), installed::model("visit"),
                   installed::fonts());
        FAIL();
    } catch (const Error& e) {
        EXPECT_EQ(e.fault(), Fault::bad_settings);
        EXPECT_NE(std::string(e.what()).find("/nowhere/people.jsonl"), std::string::npos);
    }
}

TEST(People, SayTheirVillageOrLiveInOne) {
    PeopleFile people = open(
        "enrollment",
        R"({"residence_village": {"name": "石渔村", "code": "350599101201"}, "hukou_village": "别处"}
           {"village": "古浮村", "residence_village": "石渔村"}
           {"hukou_village": "祥芝村"}
           {"village": {"name": "古浮村", "code": "35059910120100"}}
           {})");
    EXPECT_EQ(people.village(0), (Village{"石渔村", "350599101201"}));
    EXPECT_EQ(people.village(1), (Village{"古浮村", ""}));
    EXPECT_EQ(people.village(2).name, "祥芝村");
    EXPECT_EQ(people.village(3), (Village{"古浮村", ""})) << "no code is that long";
    EXPECT_EQ(people.village(4), Village());
    EXPECT_EQ(people.read(1).words.at("residence_village"), U"石渔村");
    EXPECT_THROW(open("visit", R"({"village": 7})"), Error);
    EXPECT_THROW(open("visit", "{\"village\": \"\U000F0123\"}"), Error) << "covers show it";
}

TEST(People, ThatChangeWhileTheyArePrintedAreNoticed) {
    PeopleFile people = open("visit", "{\"visit_ordinal\": 1}\n{\"visit_ordinal\": 2}");
    EXPECT_EQ(people.sha256().size(), 64U);
    people_file("{\"visit_ordinal\": 1, \"care_needs\": \"\"}\n{}");
    EXPECT_THROW(people.read(1), Error);
}

}  // namespace
}  // namespace tanfang
