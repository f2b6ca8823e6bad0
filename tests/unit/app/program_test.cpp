#include "pipeline/app/commands.h"
#include "pipeline/app/language.h"
#include "pipeline/app/resources.h"
#include "pipeline/base/json.h"
#include "pipeline/form/sheet_code.h"

#include <cstdlib>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace tanfang {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

class Program : public testing::Test {
  protected:
    void SetUp() override {
        unsetenv("LC_ALL");
        unsetenv("LC_MESSAGES");
        setenv("LANG", "C", 1);
        fs::remove_all(folder);
        fs::create_directories(folder);
    }
    struct Result {
        int code = 0;
        std::string out, err;
    };
    static Result run(const std::vector<std::string>& arguments) {
        testing::internal::CaptureStdout();
        testing::internal::CaptureStderr();
        const int code = run_program(arguments);
        return {code, testing::internal::GetCapturedStdout(),
                testing::internal::GetCapturedStderr()};
    }
    std::string path(const std::string& name) const { return (folder / name).string(); }
    std::string people(const std::string& lines) const {
        std::ofstream(folder / "people.jsonl") << lines;
        return path("people.jsonl");
    }
    const fs::path folder = testing::TempDir() + std::to_string(::getpid()) + "-program";
};

TEST_F(Program, SpeaksTheUsersLanguage) {
    EXPECT_THAT(run({"print", "--help"}).out, HasSubstr("blank sets"));
    setenv("LANG", "zh_CN.UTF-8", 1);
    EXPECT_THAT(run({"print", "--help"}).out, HasSubstr("空白表单"));
    EXPECT_THAT(run({"--help"}).out, HasSubstr("用法"));
    setenv("LC_ALL", "C", 1);
    EXPECT_FALSE(speaks_chinese()) << "LC_ALL decides";
}

TEST_F(Program, HelpAndVersionAreNoErrors) {
    EXPECT_EQ(run({"--help"}).code, 0);
    EXPECT_EQ(run({"--version"}).code, 0);
}

TEST_F(Program, AnswersWrongUsageWithOne) {
    const std::vector<std::vector<std::string>> wrong = {
        {},
        {"paint"},
        {"print"},
        {"print", "visit"},
        {"print", "A4", "--out", path("f.pdf")},
        {"print", "visit", "--out", path("f.pdf"), "--sets", "0"},
        {"print", "visit", "--out", path("f.pdf"), "--sets", "many"},
        {"print", "visit", "--out", path("f.pdf"), "--sets", "501"},
        {"print", "visit", "--out", path("f.pdf"), "--copies", "4"},
        {"print", "visit", "--out", path("f.pdf"), "--copies", "0"},
        {"print", "visit", "--out", path("f.pdf"), "--sets", "2", "--people", people("{}")},
        {"print", "visit", "--out", path("f.pdf"), "--people", path("nobody.jsonl")},
        {"print", "visit", "--out", path("f.pdf"), "--people", people("{\"shoe\": 1}")},
        {"print", "visit", "--out", path("f.pdf"), "--manifest", path("f.pdf")},
        {"print", "visit", "--out", path("f.pdf"), "--surprise"},
        {"layout", "A4"},
    };
    for (const auto& arguments : wrong) {
        const Result result = run(arguments);
        EXPECT_EQ(result.code, 1) << testing::PrintToString(arguments);
        EXPECT_NE(result.err, "") << testing::PrintToString(arguments);
        EXPECT_FALSE(fs::exists(folder / "f.pdf"));
    }
}

TEST_F(Program, AnswersAFullDiskWithFour) {
    EXPECT_EQ(run({"print", "visit", "--flat", "--out", "/dev/full"}).code, 4);
    EXPECT_EQ(run({"print", "visit", "--flat", "--out", "/nowhere/f.pdf"}).code, 4);
    EXPECT_EQ(
        run({"print", "visit", "--flat", "--out", path("f.pdf"), "--manifest", "/dev/full"}).code,
        4);
    EXPECT_FALSE(fs::exists(folder / "f.pdf")) << "a print without its manifest is no print";
}

TEST_F(Program, PrintsSetsWithAManifest) {
    const Result result = run({"print", "enrollment", "--flat", "--sets", "2", "--copies", "1",
                               "--out", path("f.pdf"), "--manifest", path("m.jsonl")});
    ASSERT_EQ(result.code, 0) << result.err;
    std::ifstream manifest(folder / "m.jsonl");
    std::vector<Json> lines;
    for (std::string line; std::getline(manifest, line);) lines.push_back(Json::parse(line));
    ASSERT_EQ(lines.size(), 4U);
    EXPECT_EQ(lines[3].at("page"), 3);
    EXPECT_EQ(lines[3].at("form"), "enrollment");
    EXPECT_EQ(lines[3].at("version"), 1);
    EXPECT_EQ(lines[3].at("copy"), 1);
    EXPECT_EQ(lines[3].at("sheet_page"), 1);
    EXPECT_TRUE(lines[3].at("person").is_null());
    EXPECT_EQ(lines[0].at("serial"), lines[1].at("serial"));
    EXPECT_NE(lines[0].at("serial"), lines[2].at("serial"));
    EXPECT_TRUE(decode_sheet_code(encode({'E', 1, lines[0].at("serial"), 1, 1})));
}

TEST_F(Program, PrintsPeopleInTheirOrder) {
    const Result result =
        run({"print", "visit", "--copies", "1", "--out", path("f.pdf"), "--manifest",
             path("m.jsonl"), "--people", people("{\"visit_ordinal\": 1}\n{}\n")});
    ASSERT_EQ(result.code, 0) << result.err;
    std::ifstream manifest(folder / "m.jsonl");
    std::string line;
    for (int person = 0; std::getline(manifest, line); ++person)
        EXPECT_EQ(Json::parse(line).at("person"), person);
}

TEST_F(Program, NamesACharacterThatCannotBePrinted) {
    const Result result = run({"print", "visit", "--out", path("f.pdf"), "--people",
                               people("{\"disease_name\": \"病󰄣\"}")});
    EXPECT_EQ(result.code, 1);
    EXPECT_THAT(result.err, HasSubstr("U+F0123"));
    EXPECT_THAT(result.err, HasSubstr("disease_name"));
    EXPECT_THAT(result.err, Not(HasSubstr("病󰄣")));
    EXPECT_FALSE(fs::exists(folder / "f.pdf"));
}

TEST_F(Program, PrintsTheLayoutThatTheTemplateHas) {
    const Result result = run({"layout", "visit"});
    ASSERT_EQ(result.code, 0);
    const Json layout = Json::parse(result.out);
    EXPECT_EQ(layout.at("form"), "visit");
    const Json spots =
        load_json(resource_folder() / "templates" / "visit.json", Fault::bad_template).at("spots");
    ASSERT_EQ(layout.at("spots").size(), spots.size());
    for (const auto& [id, spot] : spots.items())
        for (std::size_t i = 0; i < 4; ++i)
            EXPECT_NEAR(layout.at("spots").at(id).at("rect").at(i).get<double>(),
                        spot.at("rect").at(i).get<double>() * 72 / 25.4, 0.001)
                << id;
}

TEST(ExitCode, TellsWhoHasToAct) {
    EXPECT_EQ(exit_code(Fault::bad_usage), ExitCode::usage);
    EXPECT_EQ(exit_code(Fault::bad_settings), ExitCode::usage);
    EXPECT_EQ(exit_code(Fault::unreadable_scan), ExitCode::rejected);
    EXPECT_EQ(exit_code(Fault::encrypted_pdf), ExitCode::rejected);
    EXPECT_EQ(exit_code(Fault::missing_font), ExitCode::environment);
    EXPECT_EQ(exit_code(Fault::output_failed), ExitCode::environment);
}

}  // namespace
}  // namespace tanfang
