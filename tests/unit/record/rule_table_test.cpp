/// The rules as data, and what a settings file may change; wrong settings are named, never ignored.
#include <fstream>

#include "tests/unit/record/paper_sheet.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace tanfang {

namespace {

using testing::HasSubstr;

const std::filesystem::path templates = TANFANG_SOURCE_DIR "/templates";

class Settings : public testing::Test {
  protected:
    void SetUp() override {
        folder_ =
            std::filesystem::path(testing::TempDir()) / ("settings-" + std::to_string(::getpid()));
        std::filesystem::create_directories(folder_);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    void put(const char* name, const std::string& content) {
        std::ofstream(folder_ / name) << content;
    }

    Knowledge load(const std::string& settings) {
        put("settings.json", settings);
        return load_knowledge(templates, folder_ / "settings.json");
    }

    /// The message of the fault; empty if there was none.
    std::string complaint(const std::string& settings) {
        try {
            load(settings);
        } catch (const Error& e) {
            EXPECT_EQ(e.fault(), Fault::bad_settings);
            EXPECT_THAT(e.what(), HasSubstr(folder_.string()));
            return e.what();
        }
        return "";
    }

    std::filesystem::path folder_;
};

}  // namespace

TEST(RuleTable, HoldsEveryRuleOfTheList) {
    const RuleTable rules = load_knowledge(templates, std::nullopt).rules;
    const std::vector<int> numbers = {1,  2,  10, 11, 12, 13, 14, 15, 16, 20, 21, 22, 30, 31,
                                      32, 33, 34, 35, 36, 40, 41, 42, 50, 51, 52, 53, 54, 55,
                                      56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69,
                                      70, 71, 72, 73, 80, 81, 82, 90, 91, 92, 93, 94, 95, 96};
    EXPECT_EQ(rules.size(), numbers.size());
    for (const int number : numbers) {
        const std::string id = (number < 10 ? "R0" : "R") + std::to_string(number);
        ASSERT_TRUE(rules.contains(id)) << id;
        const Rule& rule = rules.at(id);
        EXPECT_TRUE(!rule.cases.empty() || !rule.not_evaluated.empty() || id == "R95")
            << id << " can never say anything";
    }
}

TEST(RuleTable, SaysWhatASheetAloneCannotAnswer) {
    using testing::ElementsAre;
    EXPECT_THAT(check(sound_visit()).not_evaluated,
                ElementsAre("R33", "R34", "R35", "R36", "R90", "R91", "R92"));
    EXPECT_THAT(check(sound_enrollment()).not_evaluated,
                ElementsAre("R42", "R57", "R59", "R90", "R91", "R92", "R93"));
    EXPECT_THAT(check_page(sound_enrollment(), 0).not_evaluated,
                testing::IsSupersetOf({"R14", "R54", "R61", "R63", "R71", "R73"}));
    EXPECT_THAT(check_page(sound_enrollment(), 1).not_evaluated,
                testing::IsSupersetOf({"R14", "R32", "R54", "R61", "R63", "R71", "R73"}));
}

TEST_F(Settings, AreOptional) {
    const Knowledge knowledge = load("{}");
    EXPECT_TRUE(knowledge.county.empty());
    EXPECT_TRUE(knowledge.divisions.empty());
    EXPECT_TRUE(knowledge.today.ok());
    EXPECT_EQ(load(R"({"today": "2026-11-01"})").today, *parse_date("2026-11-01"));
}

TEST_F(Settings, TakeTheDivisionsFromBesideTheFile) {
    put("places.csv",
        "\xEF\xBB\xBF"
        "code,name,level,parent\r\n350599,示例县,county,350500\r\n"
        "350599001,湖滨街道,township,350599\r\n\r\n350599001001,金林社区居委会,village,"
        "350599001\r\n");
    const Knowledge knowledge = load(R"({"county": "350599", "divisions": "places.csv"})");
    EXPECT_EQ(knowledge.county, "350599");
    ASSERT_EQ(knowledge.divisions.match("金林", "village", "350599").size(), 1U);
    EXPECT_EQ(knowledge.divisions.match("金林", "village", "350599")[0]->name, "金林社区居委会");
    EXPECT_THAT(complaint(R"({"county": "350581", "divisions": "places.csv"})"),
                HasSubstr("county"));
}

TEST_F(Settings, NameTownshipsAndTheClassesOfVillages) {
    put("places.csv",
        "code,name,level,parent,class\n350599,示例县,county,350500,\n"
        "350599001,湖滨街道,township,350599,\n350599001001,金林社区居委会,village,350599001,111\n");
    const Knowledge knowledge =
        load(R"({"county": "350599", "divisions": "places.csv", "townships": ["湖滨"]})");
    EXPECT_EQ(knowledge.townships, std::vector<std::string>{"湖滨"});
    EXPECT_EQ(knowledge.divisions.find("350599001001")->urban_rural, "111");
    EXPECT_FALSE(knowledge.on_lists) << "they are a home's";
    EXPECT_THAT(complaint(R"({"townships": "湖滨"})"), HasSubstr("townships"));
    EXPECT_THAT(complaint(R"({"lists": {"severe_disability": "places.csv"}})"),
                HasSubstr("未知的键"));
    put("places.csv",
        "code,name,level,parent,class\n350599,示例县,county,350500,\n"
        "350599001,湖滨街道,township,350599,城区\n");
    EXPECT_THAT(complaint(R"({"divisions": "places.csv"})"), HasSubstr("城乡分类"));
}

TEST_F(Settings, ChangeRules) {
    Knowledge knowledge = load(R"({"today": "2026-11-01", "rules": {
        "R80": {"enabled": false}, "R94": {"severity": {"none": "E"}}, "R67": {"severity": "I"},
        "R60": {"parameters": {"maximum": 500}}}})");
    const auto visit = broken(
        check(sound_visit().clear("visitor_signature").clear("mobility").clear("disease_status"),
              knowledge));
    EXPECT_EQ(visit, (std::multiset<std::string>{"R67 I", "R94 E"}));
    EXPECT_TRUE(broken(check(sound_enrollment(), knowledge)).contains("R60 W"));
}

TEST_F(Settings, ReplaceWordLists) {
    const Knowledge knowledge = load(R"({"lexicons": {"surname": ["虾"]}})");
    EXPECT_TRUE(knowledge.lexicon.contains("surname", "虾"));
    EXPECT_FALSE(knowledge.lexicon.contains("surname", "陈"));
}

TEST_F(Settings, NameTheirFaults) {
    EXPECT_THAT(complaint("{"), HasSubstr("JSON"));
    EXPECT_THAT(complaint("[]"), HasSubstr("对象"));
    EXPECT_THAT(complaint(R"({"countie": "350599"})"), HasSubstr("countie"));
    EXPECT_THAT(complaint(R"({"county": 350599})"), HasSubstr("county"));
    EXPECT_THAT(complaint(R"({"county": "3505"})"), HasSubstr("county"));
    EXPECT_THAT(complaint(R"({"today": "2026-02-30"})"), HasSubstr("today"));
    EXPECT_THAT(complaint(R"({"rules": []})"), HasSubstr("rules"));
    EXPECT_THAT(complaint(R"({"rules": {"R99": {}}})"), HasSubstr("R99"));
    EXPECT_THAT(complaint(R"({"rules": {"R14": {"enabled": 1}}})"), HasSubstr("R14.enabled"));
    EXPECT_THAT(complaint(R"({"rules": {"R14": {"severity": "X"}}})"), HasSubstr("R14.severity"));
    EXPECT_THAT(complaint(R"({"rules": {"R14": {"severity": {"tall": "E"}}}})"), HasSubstr("tall"));
    EXPECT_THAT(complaint(R"({"rules": {"R14": {"parameters": {"age": 1}}}})"), HasSubstr("age"));
    EXPECT_THAT(complaint(R"({"rules": {"R14": {"parameters": {"minimum_age": "60"}}}})"),
                HasSubstr("minimum_age"));
    EXPECT_THAT(complaint(R"({"rules": {"R12": {"parameters": {"provinces": ["35"]}}}})"),
                HasSubstr("provinces"));
    EXPECT_THAT(complaint(R"({"rules": {"R14": {"minimum_age": 60}}})"), HasSubstr("minimum_age"));
    EXPECT_THAT(complaint(R"({"lexicons": {"disease": "高血压"}})"), HasSubstr("disease"));
    EXPECT_THAT(complaint(R"({"lexicons": {"diseases": []}})"), HasSubstr("diseases"));
    EXPECT_THAT(complaint(R"({"lexicons": {"disease": ["高血压", 7]}})"), HasSubstr("disease"));
    EXPECT_THAT(complaint(R"({"lexicons": {"disease": ["高血压", ""]}})"), HasSubstr("disease"));
    EXPECT_THAT(complaint("{\"county\": \"\xFF\"}"), HasSubstr("JSON"));
}

TEST_F(Settings, NameTheLineOfABadDivisionsTable) {
    const auto table = [this](const std::string& content) {
        put("places.csv", content);
        return complaint(R"({"divisions": "places.csv"})");
    };
    const std::string head = "code,name,level,parent\n350599,示例县,county,350500\n";
    EXPECT_EQ(table(head), "");
    EXPECT_THAT(table(head + "350599001,湖滨街道,township\n"), HasSubstr("第 3 行"));
    EXPECT_THAT(table(head + "35059900x,湖滨街道,township,350599\n"), HasSubstr("第 3 行"));
    EXPECT_THAT(table(head + "350599001,,township,350599\n"), HasSubstr("第 3 行"));
    EXPECT_THAT(table(head + "350599001,湖滨街道,town,350599\n"), HasSubstr("town"));
    EXPECT_THAT(table(head + "350599,示例县,county,350500\n"), HasSubstr("第 3 行"));
    EXPECT_THAT(table(head + "350599001,湖滨街道,township,350598\n"), HasSubstr("第 3 行"));
    EXPECT_THAT(table("name,code,level,parent\n"), HasSubstr("第 1 行"));
    EXPECT_THAT(table(head + "350599001,\xBA\xFE\xB1\xF5,township,350599\n"), HasSubstr("UTF-8"));
    EXPECT_THAT(table(""), HasSubstr("空"));
    EXPECT_THAT(complaint(R"({"divisions": "none.csv"})"), HasSubstr("none.csv"));
}

TEST_F(Settings, ThatDoNotExistAreNamed) {
    EXPECT_THROW(load_knowledge(templates, folder_ / "none.json"), Error);
}

TEST(RuleTable, RefusesADamagedFile) {
    EXPECT_THROW(parse_rules(Json::object()), Error);
    EXPECT_THROW(
        parse_rules(Json::parse(
            R"({"rules": [{"id": "R1", "forms": [], "cases": {"a": {"severity": "F", "text": ""}}}]})")),
        Error);
    const Json twice = Json::parse(R"({"id": "R1", "forms": [], "cases": {}})");
    EXPECT_THROW(parse_rules({{"rules", {twice, twice}}}), Error);
}

TEST(Lexicon, AListWithSomethingElseThanWordsIsNamed) {
    Json lexicon = load_json(TANFANG_SOURCE_DIR "/templates/lexicon.json", Fault::bad_template);
    EXPECT_NO_THROW(parse_lexicon(lexicon));
    for (const Json& bad : {Json(7), Json(nullptr), Json("")}) {
        Json damaged = lexicon;
        damaged["measure"].push_back(bad);
        try {
            parse_lexicon(damaged);
            FAIL() << bad;
        } catch (const Error& error) {
            EXPECT_EQ(error.fault(), Fault::bad_template);
            EXPECT_THAT(error.what(), HasSubstr("measure"));
        }
    }
}

}  // namespace tanfang
