#include "pipeline/app/commands.h"
#include "pipeline/app/known_sheets.h"

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

    /// A page that was read into the home. @return its record
    std::string take(Json line) {
        Home open = Home::open_or_create(home, tester());
        const std::string number = std::to_string(++scans);
        const auto scan = write_file(folder / ("scan" + number), "scan " + number);
        const auto sha256 = open.receive(scan, "batch").sha256;
        EXPECT_TRUE(open.store_page(sha256, parse_read_page(std::move(line))));
        return records_of(open).back()["record"];
    }

    std::vector<PrintedSheet> registered() {
        return Home::open_to_read(home, tester()).printed_sheets().of_month("visit", "2026-03");
    }

    TemporaryFolder folder;
    std::string home = folder / "home";
    std::string pdf = folder / "month.pdf";
    std::string out;
    int scans = 0;
};

/// The first page of 附件3 as it was read.
Json enrollment_line(const std::string& name, const std::string& number, const std::string& day,
                     const std::string& village = "金林社区居委会") {
    Json line = line_of(0, "");
    const auto field = [&](const std::string& id, const Json& value) {
        line["fields"][id] = {{"value", value}, {"state", "read"}, {"confidence", 1}};
    };
    field("subject_name", name);
    field("subject_id_no", number);
    field("residence_village", {{"name", village}, {"code", nullptr}});
    field("filing_date", day);
    field("priority_class", "key");
    line["fields"]["subject_phone"] = {
        {"value", "13800000000"}, {"state", "doubtful"}, {"confidence", 0.5}};
    line["findings"] = Json::array();
    return line;
}

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
    for (const char* words : {"阿水", "cas"}) {
        EXPECT_EQ(run({"people", "list", "--name", words, "--home", home}), 0);
        EXPECT_NE(out.find("陈阿水"), std::string::npos) << words;
        EXPECT_EQ(out.find("林阿满"), std::string::npos) << words;
    }
}

TEST_F(RegisterCommands, PeopleAriseFromConfirmedFormsAndASecondFormIsANewVersion) {
    const std::string settings = std::string(TANFANG_SOURCE_DIR) + "/samples/settings.json";
    const auto enroll = [&] {
        return run({"people", "enroll", "--home", home, "--settings", settings});
    };
    const auto person = [&](const std::string& number) {
        return Home::open_to_read(home, tester()).people().with_id_no(number);
    };
    take(enrollment_line("蔡阿福", "350599194912310368", "2026-03-05"));
    Json asks = enrollment_line("洪阿春", "350599193307071042", "2026-03-05");
    asks["status"] = "review";
    take(asks);
    EXPECT_EQ(enroll(), 0) << out;
    ASSERT_TRUE(person("350599194912310368"));
    EXPECT_EQ(person("350599194912310368")->registered_on, "2026-03-05");
    EXPECT_EQ(person("350599194912310368")->text("subject_phone"), "") << "it asks";
    EXPECT_FALSE(person("350599193307071042")) << "nobody has confirmed the form";
    EXPECT_EQ(enroll(), 0);
    EXPECT_NE(out.find("新增 0 人，更改 0 人，无变化 0 人"), std::string::npos) << out;
    take(enrollment_line("蔡阿福", "350599194912310368", "2026-06-01", "新湖社区居委会"));
    EXPECT_EQ(enroll(), 0);
    EXPECT_EQ(person("350599194912310368")->revision, 2);
    EXPECT_EQ(person("350599194912310368")->place_name("residence_village"), "新湖社区居委会");
    take(enrollment_line("蔡阿禄", "350599196006010776", "2026-06-01", "不知村"));
    EXPECT_EQ(enroll(), static_cast<int>(ExitCode::rejected));
    EXPECT_NE(out.find("没有收入 1 份"), std::string::npos) << out;
}

TEST_F(RegisterCommands, TheFirstPageOfASheetSaysWhoseTheOthersAre) {
    const std::string serial = "8J4K2M7Q9T";
    ReadingRoom room("", std::nullopt);
    HomeChoice choice;
    choice.folder = home;
    use_register(room, choice);
    const auto expected = [&] {
        const auto& form = *room.forms().front();
        return room.sheets()->of_serial(serial, room.fields_of(form)).values;
    };
    ASSERT_EQ(room.forms().front()->id, "enrollment");
    EXPECT_TRUE(expected().empty()) << "nobody's sheet yet";
    Json line = enrollment_line("林阿满", "350599194503120010", "2026-03-05");
    line["serial"] = serial;
    take(line);
    EXPECT_EQ(expected().at("subject_name").front().texts, std::vector<std::string>{"林阿满"});
    EXPECT_FALSE(expected().contains("subject_id_no")) << "each copy says it for itself";
}

TEST_F(RegisterCommands, AVisitWithoutASerialIsLinkedAndTakenBack) {
    Json line = line_of(0, "");
    line["form"] = "visit";
    line["fields"] = {
        {"visit_date", {{"value", "2026-03-05"}, {"state", "read"}, {"confidence", 1}}},
        {"care_needs", {{"value", "吴阿珠需要助餐"}, {"state", "read"}, {"confidence", 1}}}};
    const std::string record = take(line);
    EXPECT_EQ(run({"link", "--home", home}), 0);
    EXPECT_EQ(Json::parse(out)["record"], record);
    EXPECT_EQ(run({"link", record, "--home", home}), 0);
    const Json first = Json::parse(out.substr(0, out.find('\n')));
    EXPECT_EQ(first["name"], "吴阿珠");
    EXPECT_FALSE(first["reasons"].empty());
    const auto visited = [&] {
        return Home::open_to_read(home, tester()).visits("2026-03").size();
    };
    EXPECT_EQ(visited(), 0u) << "nothing is linked by itself";
    EXPECT_EQ(run({"link", record, first["person"], "--home", home}), 0);
    EXPECT_EQ(visited(), 1u);
    EXPECT_EQ(run({"link", "--home", home}), 0);
    EXPECT_EQ(out, "");
    EXPECT_EQ(run({"link", record, "--undo", "--home", home}), 0);
    EXPECT_EQ(visited(), 0u);
    EXPECT_EQ(run({"link", record, "350599194503120010", "--home", home}), 0) << "by ID number";
    EXPECT_EQ(visited(), 1u);
    EXPECT_EQ(run({"link", record, "350599196006010776", "--home", home}),
              static_cast<int>(ExitCode::usage));
    EXPECT_EQ(run({"check", "--home", home}), 0);
}

TEST_F(RegisterCommands, DivisionsOfAHomeComeOverTheBuiltInOnes) {
    const auto csv = write_file(folder / "divisions.csv",
                                "区划代码,名称,停用日期\n350599,示例县,\n350599001,湖滨街道,\n"
                                "350599001001,新村村委会,\n350599001002,旧村村委会,2020-01-01\n");
    EXPECT_EQ(run({"divisions", "import", csv, "--home", home, "--dry-run"}), 0);
    EXPECT_NE(out.find("将新增 4 个"), std::string::npos) << out;
    EXPECT_EQ(run({"divisions", "import", csv, "--home", home}), 0);
    EXPECT_EQ(run({"divisions", "import", csv, "--home", home}), 0);
    EXPECT_NE(out.find("无变化 4 个"), std::string::npos) << out;
    EXPECT_EQ(run({"divisions", "list", "--home", home, "--county", "350599"}), 0);
    EXPECT_NE(out.find("350599001002,旧村村委会,350599001,,2020-01-01"), std::string::npos) << out;
    EXPECT_EQ(run({"divisions", "list", "--home", home, "--county", "350581"}), 0);
    EXPECT_NE(out.find(",蚶江镇,350581,"), std::string::npos) << "built in";

    write_file(folder / "more.csv",
               "姓名,身份证号,村\n蔡阿福,350599194912310368,新村\n"
               "黄阿英,350599193307071042,旧村\n");
    EXPECT_EQ(run({"people", "import", folder / "more.csv", "--home", home}),
              static_cast<int>(ExitCode::rejected));
    EXPECT_NE(out.find("黄阿英）：不导入：“旧村”在行政区划表中找不到"), std::string::npos) << out;
    const auto known = Home::open_to_read(home, tester()).people().with_id_no("350599194912310368");
    ASSERT_TRUE(known);
    EXPECT_EQ(known->place_code("residence_village"), "350599001001");
}

TEST_F(RegisterCommands, OneProgramPlansAtATimeWhileOthersWrite) {
    Home other = Home::open_or_create(home, tester());
    EXPECT_EQ(run({"people", "import", folder / "people.csv", "--home", home}), 0);
    const auto turn = other.try_turn(HomeTurn::planning);
    ASSERT_TRUE(turn);
    EXPECT_EQ(run({"people", "import", folder / "people.csv", "--home", home}), 4);
    EXPECT_EQ(print({"--month", "2026-03"}), 4);
    EXPECT_TRUE(registered().empty());
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

TEST_F(RegisterCommands, TheMarginSaysWhoseTheSheetIsAndWhenTheLastVisitWas) {
    ASSERT_EQ(print({"--month", "2026-03"}), 0);
    Json line = line_of(0, registered()[0].serial);
    line["form"] = "visit";
    line["fields"] = {{"visit_date", {{"value", "2026-03-09"}, {"state", "read"}}},
                      {"visit_ordinal", {{"value", 16}, {"state", "read"}}}};
    take(line);
    ASSERT_EQ(print({"--month", "2026-04"}), 0);
    ASSERT_EQ(std::system(("pdftotext -raw '" + pdf + "' '" + pdf + ".txt'").c_str()), 0);
    const std::string text = bytes_in(pdf + ".txt");
    const auto times = [&](const std::string& words) {
        int found = 0;
        for (auto at = text.find(words); at != std::string::npos; at = text.find(words, at + 1))
            ++found;
        return found;
    };
    EXPECT_EQ(times("探访对象：吴阿珠"), 3) << "on each copy";
    EXPECT_EQ(times("探访员：李探访"), 3);
    EXPECT_EQ(times("上次：2026-03-09，第16次"), 3) << text;
    EXPECT_EQ(times("上次："), 3) << "of the others no visit is known";
    EXPECT_EQ(times("3505991940"), 0) << "no ID number";
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
