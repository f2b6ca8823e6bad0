#include "pipeline/app/commands.h"
#include "pipeline/app/known_sheets.h"
#include "pipeline/app/resources.h"
#include "pipeline/app/station_rules.h"

#include "../home/home_fixture.h"

namespace tanfang {

namespace {

const std::string listed_number = "350599194503120010";
const std::string type = "severe_disability";

/// A home and a department's list, on which one of two rows names somebody.
class ListCommands : public testing::Test {
  protected:
    int run(std::vector<std::string> arguments) {
        arguments.insert(arguments.end(), {"--home", home});
        testing::internal::CaptureStdout();
        testing::internal::CaptureStderr();
        const int exit_code = run_program(arguments);
        out = testing::internal::GetCapturedStdout() + testing::internal::GetCapturedStderr();
        return exit_code;
    }

    int import(const std::string& rows) {
        return run({"lists", "import", type, write_file(folder / "list.csv", rows)});
    }

    TemporaryFolder folder;
    std::string home = folder / "home";
    std::string out;
};

/// What the rules say to a registration form on which nobody ticked the type.
Json findings_of(Home& home) {
    StationRules rules("", Forms(resource_folder() / "templates"));
    rules.learn_from(home);
    Json found = Json::array();
    for (const auto& finding : rules.judge(
             "enrollment", {{"subject_types", {{"value", {"living_alone"}}, {"state", "read"}}},
                            {"subject_id_no", {{"value", listed_number}, {"state", "read"}}}}))
        if (finding.at("rule") == "R59")
            found.push_back(finding);
    return found;
}

}  // namespace

TEST_F(ListCommands, AListIsKeptAsFingerprintsAndWrongRowsAreNamedByTheirPlace) {
    EXPECT_EQ(import("姓名,身份证号码\n林阿满," + listed_number + "\n陈阿水,350599195202290181\n"),
              static_cast<int>(ExitCode::rejected));
    EXPECT_NE(out.find("第 3 行：不收入"), std::string::npos) << out;
    EXPECT_NE(out.find("名单 1 人"), std::string::npos) << out;
    std::string bytes = out;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(home))
        if (entry.is_regular_file())
            bytes += bytes_in(entry.path());
    for (const char* personal : {"350599194503120010", "350599195202290181", "林阿满", "陈阿水"})
        EXPECT_EQ(bytes.find(personal), std::string::npos) << personal;
}

TEST_F(ListCommands, TheNextListOfATypeTakesItsPlace) {
    const std::string head = "身份证号码\n";
    EXPECT_EQ(import(head + listed_number + "\n"), 0);
    {
        Home open = Home::open_or_create(home, tester());
        EXPECT_EQ(findings_of(open).size(), 1u) << "listed, not ticked";
    }
    EXPECT_EQ(import(head + "350599195202290184\n"), 0);
    {
        Home open = Home::open_or_create(home, tester());
        EXPECT_EQ(findings_of(open).size(), 0u);
    }
    EXPECT_EQ(run({"lists", "show"}), 0);
    EXPECT_NE(out.find("：1 人"), std::string::npos) << out;
    EXPECT_EQ(run({"lists", "remove", type}), 0);
    EXPECT_EQ(run({"lists", "show"}), 0);
    EXPECT_EQ(out, "");
}

TEST_F(ListCommands, WhatIsReadIntoTheHomeIsComparedWithItsLists) {
    EXPECT_EQ(import("身份证号码\n" + listed_number + "\n"), 0);
    ReadingRoom room("", std::nullopt);
    EXPECT_FALSE(room.knowledge().on_lists) << "no home, no lists";
    HomeChoice choice;
    choice.folder = home;
    use_register(room, choice);
    ASSERT_TRUE(room.knowledge().on_lists);
    EXPECT_EQ(room.knowledge().on_lists(listed_number),
              (std::map<std::string, bool>{{type, true}}));
    EXPECT_EQ(room.knowledge().on_lists("350599195202290184"),
              (std::map<std::string, bool>{{type, false}}));
}

TEST_F(ListCommands, WhatIsNoListChangesNothing) {
    EXPECT_EQ(import("身份证号码\n" + listed_number + "\n"), 0);
    EXPECT_EQ(import("身份证号码\n350599195202290181\n"), static_cast<int>(ExitCode::usage))
        << "nobody is named";
    EXPECT_EQ(import("姓名\n林阿满\n"), static_cast<int>(ExitCode::usage));
    EXPECT_EQ(run({"lists", "import", "disability", folder / "list.csv"}),
              static_cast<int>(ExitCode::usage));
    EXPECT_NE(out.find(type), std::string::npos) << "the types that there are: " << out;
    write_file(folder / "other.csv", "身份证号码\n350599195202290184\n");
    EXPECT_EQ(run({"lists", "import", type, folder / "other.csv", "--dry-run"}), 0);
    EXPECT_EQ(Home::open_to_read(home, tester()).lists().listed(listed_number),
              (std::map<std::string, bool>{{type, true}}));
}

}  // namespace tanfang
