#include "pipeline/app/commands.h"

#include <sstream>

#include "../home/home_fixture.h"

namespace tanfang {

namespace {

class RecordsCommand : public testing::Test {
  protected:
    RecordsCommand() {
        std::filesystem::copy(std::filesystem::path(TANFANG_SOURCE_DIR) / "tests/golden/home-v1",
                              folder / "home", std::filesystem::copy_options::recursive);
    }

    /// What `tanfang records --home ... MORE` prints.
    std::vector<Json> run(const std::vector<std::string>& more) {
        std::vector<std::string> arguments = {"records", "--home", folder / "home"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        testing::internal::CaptureStdout();
        exit_code = run_program(arguments);
        std::istringstream out(testing::internal::GetCapturedStdout());
        std::vector<Json> lines;
        for (std::string line; std::getline(out, line);) lines.push_back(Json::parse(line));
        return lines;
    }

    TemporaryFolder folder;
    int exit_code = -1;
};

}  // namespace

TEST_F(RecordsCommand, PrintsEachRecordWithItsPagesAsALine) {
    const auto lines = run({});
    EXPECT_EQ(exit_code, 0);
    ASSERT_EQ(lines.size(), 2u);
    for (const auto& line : lines)
        for (const std::string member :
             {"record", "cursor", "serial", "form", "form_version", "status", "pages", "decisions"})
            EXPECT_TRUE(line.contains(member)) << member;
    EXPECT_EQ(lines[0]["pages"].size(), 2u);
    EXPECT_EQ(lines[0]["pages"][1]["schema"], "tanfang-record/1");
}

TEST_F(RecordsCommand, SelectsByStatusAndCursor) {
    const auto rejected = run({"--status", "rejected"});
    ASSERT_EQ(rejected.size(), 1u);
    EXPECT_EQ(rejected[0]["serial"], nullptr);
    const std::int64_t first = run({})[0]["cursor"];
    EXPECT_EQ(run({"--since", std::to_string(first)}), rejected);
    EXPECT_TRUE(run({"--since", rejected[0]["cursor"].dump()}).empty());
    EXPECT_EQ(exit_code, 0) << "nothing new is no error";
}

TEST_F(RecordsCommand, TellsMistakesByItsExitCode) {
    run({"--status", "fine"});
    EXPECT_EQ(exit_code, static_cast<int>(ExitCode::usage));
    run({"--key", folder / "missing"});
    EXPECT_EQ(exit_code, static_cast<int>(ExitCode::environment));
    EXPECT_EQ(run_program({"records"}), static_cast<int>(ExitCode::usage));
    EXPECT_EQ(run_program({"records", "--home", folder / "nowhere"}),
              static_cast<int>(ExitCode::environment));
    EXPECT_FALSE(std::filesystem::exists(folder / "nowhere"));
}

}  // namespace tanfang
