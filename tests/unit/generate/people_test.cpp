#include "pipeline/generate/people.h"

#include <fstream>

#include "installed.h"
#include <gtest/gtest.h>
#include <unistd.h>

namespace tanfang {
namespace {

std::filesystem::path people_file(const std::string& lines) {
    const std::filesystem::path file = testing::TempDir() + std::to_string(::getpid()) + "-people.jsonl";
    std::ofstream(file, std::ios::binary) << lines;
    return file;
}

std::vector<PersonValues> read(const std::string& form, const std::string& lines) {
    return read_people(people_file(lines), installed::form(form), installed::model(form),
                       installed::fonts());
}

TEST(People, AreReadLineByLine) {
    const auto people =
        read("visit", "\xEF\xBB\xBF{\"visit_ordinal\": 1}\r\n\n{}\n{\"visit_ordinal\": 3}");
    ASSERT_EQ(people.size(), 3U);
    EXPECT_EQ(people[0].words.at("visit_ordinal"), U"1");
    EXPECT_TRUE(people[1].words.empty());
    EXPECT_EQ(people[2].words.at("visit_ordinal"), U"3");
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
        read("visit", GetParam().lines);
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
        read("visit", "{\"a\": 1}\n{}\n{\"b\": 1}\n");
        FAIL();
    } catch (const Error& e) {
        EXPECT_NE(std::string(e.what()).find("第 1 行：a"), std::string::npos) << e.what();
        EXPECT_NE(std::string(e.what()).find("第 3 行：b"), std::string::npos) << e.what();
    }
}

TEST(People, AMissingFileIsNamed) {
    try {
        read_people("/nowhere/people.jsonl", installed::form("visit"), installed::model("visit"),
                    installed::fonts());
        FAIL();
    } catch (const Error& e) {
        EXPECT_EQ(e.fault(), Fault::bad_settings);
        EXPECT_NE(std::string(e.what()).find("/nowhere/people.jsonl"), std::string::npos);
    }
}

}  // namespace
}  // namespace tanfang
