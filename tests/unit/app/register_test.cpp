#include "pipeline/app/commands.h"

#include <set>
#include <sstream>

#include "../home/home_fixture.h"

namespace tanfang {

namespace {

/// An office with three people in two villages.
class RegisterCommands : public testing::Test {
  protected:
    RegisterCommands() {
        write_file(folder / "people.csv",
                   "姓名,身份证号,村,类别,探访员\n"
                   "林阿满,350599194503120010,金林,重点,王探访\n"
                   "陈阿水,350599195202290184,新湖,一般,王探访\n"
                   "吴阿珠,350599194008150220,金林,重点,李探访\n");
        EXPECT_EQ(run({"people", "import", folder / "people.csv", "--home", home, "--settings",
                       std::string(TANFANG_SOURCE_DIR) + "/samples/settings.json"}),
                  0);
    }

    int run(const std::vector<std::string>& arguments) {
        testing::internal::CaptureStdout();
        const int exit_code = run_program(arguments);
        out = testing::internal::GetCapturedStdout();
        return exit_code;
    }

    int print(const std::vector<std::string>& more) {
        std::vector<std::string> arguments = {"print", "visit", "--home", home, "--out", pdf};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return run(arguments);
    }

    std::vector<PrintedSheet> registered() {
        return Home::open_to_read(home, tester()).printed_sheets().of_month("visit", "2026-03");
    }

    TemporaryFolder folder;
    std::string home = folder / "home";
    std::string pdf = folder / "month.pdf";
    std::string out;
};

}  // namespace

TEST_F(RegisterCommands, ATrialRunMakesNoHomeAndRefusedRowsTellByTheExitCode) {
    write_file(folder / "wrong.csv", "姓名,身份证号,村\n林阿满,350599194503120011,金林\n");
    const std::string elsewhere = folder / "elsewhere";
    EXPECT_EQ(run({"people", "import", folder / "people.csv", "--home", elsewhere, "--dry-run"}),
              0);
    EXPECT_FALSE(std::filesystem::exists(elsewhere));
    EXPECT_EQ(run({"people", "import", folder / "wrong.csv", "--home", home}),
              static_cast<int>(ExitCode::rejected));
    EXPECT_NE(out.find("第 2 行（林阿满）：不导入"), std::string::npos) << out;
}

TEST_F(RegisterCommands, TheListComesBackAsLinesAndTable) {
    EXPECT_EQ(run({"people", "list", "--home", home}), 0);
    std::istringstream lines(out);
    int people = 0;
    for (std::string line; std::getline(lines, line); ++people)
        EXPECT_TRUE(Json::parse(line).contains("person"));
    EXPECT_EQ(people, 3);
    EXPECT_EQ(run({"people", "list", "--csv", "--home", home}), 0);
    EXPECT_NE(out.find("350599194503120010"), std::string::npos);
}

TEST_F(RegisterCommands, AMonthIsPrintedOncePerPersonAndRegistered) {
    ASSERT_EQ(print({"--month", "2026-03"}), 0);
    const auto sheets = registered();
    ASSERT_EQ(sheets.size(), 3u);
    std::set<std::string> people, serials;
    for (const auto& sheet : sheets) {
        people.insert(sheet.person);
        serials.insert(sheet.serial);
        EXPECT_EQ(sheet.copies, 3);
    }
    EXPECT_EQ(people.size(), 3u);
    EXPECT_EQ(serials.size(), 3u);
    EXPECT_EQ(sheets[0].pack, 1) << "金林, 李探访";
    EXPECT_EQ(sheets[1].pack, 2) << "金林, 王探访";
    EXPECT_EQ(sheets[2].pack, 3) << "新湖";
    const auto first = bytes_in(pdf);
    EXPECT_EQ(print({"--month", "2026-03"}), static_cast<int>(ExitCode::usage))
        << "all have theirs";
    EXPECT_EQ(registered().size(), 3u);
    EXPECT_EQ(bytes_in(pdf), first);
    EXPECT_EQ(print({"--month", "2026-03", "--again"}), 0);
    EXPECT_EQ(print({"--serial", sheets[1].serial}), 0);
    EXPECT_EQ(registered().size(), 3u) << "printed again under the same serials";
}

TEST_F(RegisterCommands, VillageAndClassNarrowTheMonth) {
    ASSERT_EQ(print({"--month", "2026-04", "--general-months", "3", "--village", "新湖社区居委会"}),
              static_cast<int>(ExitCode::usage));
    ASSERT_EQ(print({"--month", "2026-03", "--village", "350599001001"}), 0);
    EXPECT_EQ(registered().size(), 2u);
    ASSERT_EQ(print({"--month", "2026-03"}), 0) << "the rest";
    EXPECT_EQ(registered().size(), 3u);
}

TEST_F(RegisterCommands, WhatCannotBePrintedIsNotRegistered) {
    EXPECT_EQ(print({}), static_cast<int>(ExitCode::usage));
    EXPECT_EQ(print({"--serial", "ZZZZZZZZZZ"}), static_cast<int>(ExitCode::usage));
    EXPECT_EQ(print({"--month", "2026-03", "--sets", "2"}), static_cast<int>(ExitCode::usage));
    EXPECT_EQ(run({"print", "visit", "--home", home, "--month", "2026-03", "--out",
                   folder / "nowhere" / "x.pdf"}),
              static_cast<int>(ExitCode::environment));
    EXPECT_TRUE(registered().empty());
}

TEST_F(RegisterCommands, ReportsNameWhatIsStillOut) {
    ASSERT_EQ(print({"--month", "2026-03"}), 0);
    EXPECT_EQ(run({"report", "sheets", "--home", home, "--month", "2026-03"}), 0);
    EXPECT_NE(out.find("合计,3 套,未收回,3 套"), std::string::npos) << out;
    EXPECT_NE(out.find(registered()[0].serial), std::string::npos);
    EXPECT_EQ(
        run({"report", "rate", "--home", home, "--month", "2026-03", "--csv", folder / "rate.csv"}),
        0);
    EXPECT_NE(bytes_in(folder / "rate.csv").find("合计,,3,0,0,0.0%"), std::string::npos);
    EXPECT_EQ(run({"report", "rate", "--home", home, "--month", "March"}),
              static_cast<int>(ExitCode::usage));
}

}  // namespace tanfang
