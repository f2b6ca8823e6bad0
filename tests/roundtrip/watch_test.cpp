/// The real program before a folder that scans arrive in, and before a scanner.
#include <csignal>
#include <filesystem>
#include <fstream>

#include "tests/support/program.h"
#include "tests/support/scanner_desk.h"
#include "tests/support/wait_for.h"
#include <gmock/gmock.h>

namespace tanfang::simulate {
namespace {

namespace fs = std::filesystem;
using support::wait_for;
using testing::HasSubstr;

const fs::path samples = fs::path(TANFANG_SOURCE_DIR) / "samples";

/// Copies aside and renames, as careful senders do.
void rename_in(const fs::path& from, const fs::path& to) {
    fs::path aside = to;
    aside.replace_extension(".part");
    fs::copy_file(from, aside);
    fs::rename(aside, to);
}

}  // namespace

TEST(Watch, TakesASheetReadsItAndEndsOnCtrlC) {
    const Folder folder;
    const fs::path scans = folder / "scans";
    const std::string home = folder / "home";
    fs::create_directories(scans / "三月");
    BackgroundRun watch({"watch", scans, "--home", home, "--settings", samples / "settings.json"});
    ASSERT_TRUE(wait_for([&] { return fs::exists(fs::path(home) / "key"); }));
    const Outcome second = run_tanfang({"watch", scans, "--home", home});
    EXPECT_EQ(second.exit_code, 4) << second.err;
    EXPECT_THAT(second.err, HasSubstr("另一个 tanfang 程序"));

    rename_in(samples / "scans/visit-350599-0000-clean.png", scans / "三月" / "a.png");
    std::ofstream(scans / "half.png") << "\x89PNG\r\n\x1a\n and more to come";
    ASSERT_TRUE(wait_for([&] { return fs::exists(scans / "已收" / "三月" / "a.png"); }));
    ASSERT_TRUE(wait_for([&] {
        return !run_tanfang({"records", "--home", home}).out.empty();
    })) << "records are read while it goes on";
    const Outcome beside =
        run_tanfang({"ingest", "--home", home, samples / "scans/visit-350599-0001-office.jpg"});
    EXPECT_EQ(beside.exit_code, 0) << beside.err;
    watch.send(SIGINT);
    const Outcome outcome = watch.wait();
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_TRUE(fs::exists(scans / "half.png"));
    const auto records = run_tanfang({"records", "--home", home}).lines();
    ASSERT_EQ(records.size(), 2u);
    EXPECT_EQ(records[0].at("form"), "visit");
    EXPECT_THAT(records[0].at("pages")[0].at("source").at("file").get<std::string>(),
                HasSubstr("三月/a.png"));
}

TEST(Watch, RefusesAHomeAndAFolderThatOverlap) {
    const Folder folder;
    fs::create_directories(folder / "scans/sub");
    const std::string scans = folder / "scans";
    fs::create_directory_symlink(scans, folder / "link");
    for (const std::string home : {"scans", "scans/home", "link/sub", "."}) {
        const Outcome outcome = run_tanfang({"watch", scans, "--home", folder / home});
        EXPECT_EQ(outcome.exit_code, 1) << home;
        EXPECT_THAT(outcome.err, HasSubstr("数据目录（--home）")) << home;
    }
    const Outcome nowhere = run_tanfang({"watch", folder / "nowhere", "--home", folder / "home"});
    EXPECT_EQ(nowhere.exit_code, 1);
    EXPECT_THAT(nowhere.err, HasSubstr("没有这个文件夹"));
    EXPECT_FALSE(fs::exists(folder / "home"));
}

TEST(ScanCommand, EmptiesTheFeederIntoTheHome) {
    const Folder folder;
    const std::string home = folder / "home";
    const std::string settings = support::set_up_scanner();
    const Outcome outcome = run_tanfang({"scan", "--home", home}, {{"SANE_CONFIG_DIR", settings}});
    EXPECT_EQ(outcome.exit_code, 3) << "a test picture is no form: " << outcome.err;
    EXPECT_THAT(outcome.err, HasSubstr("第 10 页已收好"));
    EXPECT_THAT(outcome.err, HasSubstr("共扫 10 页"));
}

TEST(ScanCommand, KeepsThePagesBeforeAJamAndGoesOnWithTheRest) {
    const Folder folder;
    const std::string home = folder / "home";
    const std::map<std::string, std::string> tray = {
        {"SANE_CONFIG_DIR", support::set_up_scanner()},
        {"LD_LIBRARY_PATH", TANFANG_BINARY_DIR "/tests/scanner"}};  // where SANE looks first
    const auto scan = [&](const std::string& device) {
        return run_tanfang({"scan", "--home", home, "--device", device}, tray);
    };
    const auto pages_kept = [&] { return run_tanfang({"records", "--home", home}).lines().size(); };
    const Outcome jam = scan("tray:1-3:jammed");
    EXPECT_EQ(jam.exit_code, 4);
    EXPECT_THAT(jam.err, HasSubstr("卡纸了。已扫的 3 页都已收好，不必重扫"));
    EXPECT_EQ(pages_kept(), 3u) << "the half page is none";
    const Outcome open = scan("tray:4-4:open");
    EXPECT_EQ(open.exit_code, 4);
    EXPECT_THAT(open.err, HasSubstr("盖子没有关好。已扫的 1 页都已收好"));
    const Outcome unplugged = scan("tray:5-5:unplugged");
    EXPECT_EQ(unplugged.exit_code, 4);
    EXPECT_THAT(unplugged.err, HasSubstr("没有响应，或扫描被取消。已扫的 1 页都已收好"));
    const Outcome rest = scan("tray:6-7:empty");
    EXPECT_EQ(rest.exit_code, 3) << "no forms: " << rest.err;
    EXPECT_THAT(rest.err, HasSubstr("进纸器里的纸已扫完"));
    EXPECT_EQ(pages_kept(), 7u);
    EXPECT_EQ(run_tanfang({"check", "--home", home}).exit_code, 0);
}

TEST(ScanCommand, ScansBothSidesUnlessToldOtherwise) {
    const Folder folder;
    for (const bool one_side : {false, true}) {
        const std::string home = folder / (one_side ? "one" : "both");
        std::vector<std::string> command = {"scan", "--home", home, "--device", "tray:1-4:empty"};
        if (one_side)
            command.emplace_back("--one-side");
        const Outcome outcome =
            run_tanfang(command, {{"SANE_CONFIG_DIR", support::set_up_scanner()},
                                  {"LD_LIBRARY_PATH", TANFANG_BINARY_DIR "/tests/scanner"}});
        EXPECT_THAT(outcome.err, HasSubstr(one_side ? "进纸器单面" : "进纸器双面"));
        EXPECT_EQ(run_tanfang({"records", "--home", home}).lines().size(), one_side ? 2u : 4u);
    }
}

TEST(ScanCommand, AnEmptyFeederLeavesNothingBehind) {
    const Folder folder;
    const Outcome outcome =
        run_tanfang({"scan", "--home", folder / "home", "--device", "tray:1-0:empty"},
                    {{"SANE_CONFIG_DIR", support::set_up_scanner()},
                     {"LD_LIBRARY_PATH", TANFANG_BINARY_DIR "/tests/scanner"}});
    EXPECT_EQ(outcome.exit_code, 4);
    EXPECT_THAT(outcome.err, HasSubstr("进纸器里没有纸。请把表格放进进纸器"));
    EXPECT_THAT(run_tanfang({"records", "--home", folder / "home"}).lines(), testing::IsEmpty());
}

TEST(ScanCommand, SaysWhatStandsInTheWay) {
    const Folder folder;
    const std::string home = folder / "home";
    const auto scan = [&](const std::string& settings) {
        return run_tanfang({"scan", "--home", home}, {{"SANE_CONFIG_DIR", settings}});
    };
    const std::string settings = support::set_up_scanner(2);
    const Outcome two = scan(settings);
    EXPECT_EQ(two.exit_code, 1);
    EXPECT_THAT(two.err, HasSubstr("test:1"));
    const Outcome none = scan(folder / "no-settings");
    EXPECT_EQ(none.exit_code, 4);
    EXPECT_THAT(none.err, HasSubstr("没有找到扫描仪"));
}

}  // namespace tanfang::simulate
