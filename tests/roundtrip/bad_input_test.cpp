/// What a clerk may hand to the program by mistake: a clear reason, nothing lost, and the batch
/// goes on.
#include "pipeline/external/qrencode.h"
#include "pipeline/form/sheet_code.h"

#include <chrono>
#include <csignal>
#include <filesystem>
#include <sstream>
#include <thread>

#include "tests/roundtrip/office.h"
#include "tests/support/image_file.h"
#include "tests/support/writing.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>
#include <sys/stat.h>

namespace tanfang::simulate {
namespace {

using testing::HasSubstr;

void cover(Paper& paper, const Box<Mm>& box) {
    const auto from = paper.px(box.top_left);
    const auto to = paper.px({box.right(), box.bottom()});
    cv::rectangle(paper.bgr, {cvRound(from.x), cvRound(from.y)}, {cvRound(to.x), cvRound(to.y)},
                  {255, 255, 255}, cv::FILLED);
}

/// Glues another QR code over the printed one.
void replace_qr(PrintedSheet& sheet, const std::string& text) {
    const Box<Mm>& box = sheet.form.pages[static_cast<std::size_t>(sheet.page)].qr;
    cover(sheet.paper, box.grown(1));
    const Modules modules = qr_modules(text);
    const double side = box.width / static_cast<double>(modules.size());
    for (std::size_t row = 0; row < modules.size(); ++row)
        for (std::size_t col = 0; col < modules.size(); ++col) {
            if (!modules[row][col])
                continue;
            const Box<Mm> module{{box.left() + side * static_cast<double>(col),
                                  box.top() + side * static_cast<double>(row)},
                                 side,
                                 side};
            const auto from = sheet.paper.px(module.top_left);
            const auto to = sheet.paper.px({module.right(), module.bottom()});
            cv::rectangle(sheet.paper.bgr, {cvRound(from.x), cvRound(from.y)},
                          {cvRound(to.x) - 1, cvRound(to.y) - 1}, {0, 0, 0}, cv::FILLED);
        }
}

void cover_code_text(PrintedSheet& sheet) {
    const auto at = sheet.form.pages[static_cast<std::size_t>(sheet.page)].code_text.at;
    cover(sheet.paper, {{at.x - 45, at.y - 4}, 90, 8});
}

std::string scanned(const Paper& paper) {
    Random random(1);
    return jpeg_bytes(scan(paper, plain_scan(), random).image, 80);
}

std::string reason_of(const std::vector<Json>& lines, const std::string& file) {
    for (const auto& line : lines)
        if (line.at("source").at("file").get<std::string>().ends_with(file))
            return line.at("status") == "rejected" ? line.at("reason").get<std::string>()
                                                   : line.at("status").get<std::string>();
    return "no record";
}

Paper letter() {
    Paper paper = white_paper(210, 297);
    Random random(2);
    for (double y = 30; y < 250; y += 12)
        write_like_chinese(paper, {{25, y}, 160, 9}, 20, some_pen(random), random);
    return paper;
}

TEST(BadInput, EachHasItsReasonAndTheGoodSheetAmongThemIsRead) {
    Office office;
    auto sheet = print_sheets("visit").at(0);
    const std::string good = scanned(sheet.paper);
    PrintedSheet version = sheet;
    replace_qr(version, encode({'V', 9, sheet.serial, 1, 1}));
    cover_code_text(version);
    for (const auto& fiducial : version.form.pages[0].fiducials)
        cover(version.paper, Box<Mm>{fiducial.center, 0, 0}.grown(6));
    const Outcome outcome = office.read(
        {office.store("empty.png", ""), office.store("cut.jpg", good.substr(0, good.size() / 2)),
         office.store("letter.jpg", "尊敬的同志：\n\n您好！\n"),
         office.store("blank.jpg", scanned(white_paper(210, 297))),
         office.store("other.jpg", scanned(letter())),
         office.store("point.jpg", scanned(white_paper(0.1, 0.1))),
         office.store("version.jpg", scanned(version.paper)), office.store("good.jpg", good)});
    EXPECT_EQ(outcome.exit_code, 3) << outcome.err;
    const auto lines = outcome.lines();
    EXPECT_EQ(lines.size(), 8u);
    EXPECT_THAT(reason_of(lines, "empty.png"), HasSubstr("unreadable_scan"));
    EXPECT_THAT(reason_of(lines, "cut.jpg"), HasSubstr("unreadable_scan"));
    EXPECT_THAT(reason_of(lines, "letter.jpg"), HasSubstr("unsupported_format"));
    EXPECT_THAT(reason_of(lines, "blank.jpg"), HasSubstr("not_our_form"));
    EXPECT_THAT(reason_of(lines, "other.jpg"), HasSubstr("not_our_form"));
    EXPECT_THAT(reason_of(lines, "point.jpg"), HasSubstr("not_our_form"));
    EXPECT_THAT(reason_of(lines, "version.jpg"), HasSubstr("other_version"));
    EXPECT_THAT(reason_of(lines, "good.jpg"), testing::AnyOf("accepted", "review"));
}

TEST(BadInput, ACodeThatCannotBeRightNeverGivesASerial) {
    Office office;
    const auto sheet = print_sheets("visit").at(0);
    std::vector<std::string> files;
    const auto add = [&](const std::string& name, const std::string& code) {
        PrintedSheet changed = sheet;
        replace_qr(changed, code);
        cover_code_text(changed);
        files.push_back(office.store(name, scanned(changed.paper)));
    };
    add("other-form.jpg", encode({'E', 1, "7777777777", 1, 1}));
    std::string wrong_check = encode({'V', 1, "7777777777", 1, 1});
    wrong_check.back() = wrong_check.back() == '0' ? '1' : '0';
    add("wrong-check.jpg", wrong_check);
    add("not-ours.jpg", "HTTP://EXAMPLE.ORG/");
    PrintedSheet bare = sheet;
    cover(bare.paper, bare.form.pages[0].qr.grown(1));
    cover_code_text(bare);
    files.push_back(office.store("no-code.jpg", scanned(bare.paper)));
    const auto lines = office.read(files).lines();
    ASSERT_EQ(lines.size(), 4u);
    for (const auto& line : lines) {
        EXPECT_TRUE(line.at("serial").is_null()) << line.at("source");
        EXPECT_EQ(line.at("form"), "visit") << line.at("source");
        EXPECT_EQ(line.at("status"), "review") << line.at("source");
    }
}

TEST(BadInput, ThePrintedTextStandsInForAnUnreadableQr) {
    Office office;
    const std::filesystem::path blank =
        std::filesystem::path(TANFANG_SOURCE_DIR) / "samples" / "blank";
    const FormTemplate form = installed_form("visit");
    std::istringstream manifest(read_file(blank / "visit.manifest.jsonl"));
    std::vector<std::string> files, serials;
    for (std::string text; files.size() < 3 && std::getline(manifest, text);) {
        const Json line = parse_json(text, Fault::output_failed, "manifest");
        if (line.at("copy") != 1)
            continue;
        Paper paper = printed_page(blank / "visit.pdf", line.at("page").get<int>());
        cover(paper, form.pages[0].qr.grown(1));
        files.push_back(
            office.store("no-qr" + std::to_string(files.size()) + ".jpg", scanned(paper)));
        serials.push_back(line.at("serial"));
    }
    const auto lines = office.read(files).lines();
    ASSERT_EQ(lines.size(), files.size());
    int read = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines[i].at("serial").is_null())
            continue;
        ++read;
        EXPECT_EQ(lines[i].at("serial"), serials[i]);
    }
    EXPECT_GE(read, 2) << "the printed code is hardly ever read";
}

TEST(BadInput, TwoSheetsOnOneImageAreTwoRecords) {
    Office office;
    const PrintedSheet left = print_sheets("visit").at(0);
    const PrintedSheet right = print_sheets("visit").at(0);
    Paper both = white_paper(430, 297);
    left.paper.bgr.copyTo(both.bgr(cv::Rect({0, 0}, left.paper.bgr.size())));
    right.paper.bgr.copyTo(
        both.bgr(cv::Rect({both.bgr.cols - right.paper.bgr.cols, 0}, right.paper.bgr.size())));
    const auto lines = office.read({office.store("both.jpg", scanned(both))}).lines();
    ASSERT_EQ(lines.size(), 2u);
    EXPECT_EQ(lines[0].at("serial"), left.serial);
    EXPECT_EQ(lines[1].at("serial"), right.serial);
    EXPECT_EQ(lines[0].at("source").at("part"), 0);
    EXPECT_EQ(lines[1].at("source").at("part"), 1);
}

TEST(BadInput, AFolderWithAPipeAndADanglingLinkIsReadAllTheSame) {
    Office office;
    const std::string scans = office.folder() / "scans";
    std::filesystem::create_directory(scans);
    write_bytes(scans + "/good.jpg", scanned(print_sheets("visit").at(0).paper));
    ASSERT_EQ(mkfifo((scans + "/pipe.jpg").c_str(), 0600), 0);
    std::filesystem::create_symlink("/nowhere/at/all.jpg", scans + "/dangling.jpg");
    const Outcome outcome = office.read({scans});
    const auto lines = outcome.lines();
    EXPECT_THAT(reason_of(lines, "good.jpg"), testing::AnyOf("accepted", "review")) << outcome.err;
    for (const std::string other : {"pipe.jpg", "dangling.jpg"})
        EXPECT_THAT(reason_of(lines, other),
                    testing::AnyOf("no record", HasSubstr("unreadable_scan")))
            << outcome.err;
}

TEST(BadInput, ANegativeIsReadLikeThePageThatItShows) {
    Office office;
    const PrintedSheet sheet = print_sheets("visit").at(0);
    const Paper negative{~sheet.paper.bgr, sheet.paper.px_per_mm};
    const auto lines = office.read({office.store("negative.jpg", scanned(negative))}).lines();
    ASSERT_EQ(lines.size(), 1u);
    EXPECT_EQ(lines[0].at("serial"), sheet.serial);
}

TEST(BadInput, TheSamePathTwiceIsReadOnce) {
    Office office;
    const std::string file = office.store("good.jpg", scanned(print_sheets("visit").at(0).paper));
    const Outcome outcome = office.read({file, office.folder().path().string(), file});
    EXPECT_EQ(outcome.lines().size(), 1u);
    EXPECT_THAT(outcome.err, HasSubstr("good.jpg")) << "the repetition is mentioned";
}

TEST(CommandLine, MistakesOfUseAreCode1) {
    EXPECT_EQ(run_tanfang({}).exit_code, 1);
    EXPECT_EQ(run_tanfang({"no-such-command"}).exit_code, 1);
    EXPECT_EQ(run_tanfang({"layout", "no_such_form"}).exit_code, 1);
    EXPECT_EQ(run_tanfang({"read"}).exit_code, 1);
    EXPECT_EQ(run_tanfang({"print", "visit"}).exit_code, 1);
    EXPECT_EQ(run_tanfang({"--help"}).exit_code, 0);
}

TEST(CommandLine, APathThatIsNotThereIsNamed) {
    const Outcome outcome = run_tanfang({"read", "/nowhere/scan-0007.jpg"});
    EXPECT_EQ(outcome.exit_code, 3);
    EXPECT_THAT(outcome.err + outcome.out, HasSubstr("/nowhere/scan-0007.jpg"));
}

TEST(CommandLine, AFullDiskIsCode4ForEveryOutput) {
    Office office;
    const std::string file = office.store("good.jpg", scanned(print_sheets("visit").at(0).paper));
    EXPECT_EQ(office.read({file, "--out", "/dev/full"}).exit_code, 4);
    EXPECT_EQ(office.read({file, "--out", "/nowhere/records.jsonl"}).exit_code, 4);
    EXPECT_EQ(run_tanfang({"print", "visit", "--out", "/dev/full"}).exit_code, 4);
}

TEST(CommandLine, AMissingModelIsCode4AndNamed) {
    Office office;
    const std::string file = office.store("good.jpg", scanned(print_sheets("visit").at(0).paper));
    const Outcome outcome = office.read({file}, {{"TESSDATA_PREFIX", "/nowhere"}});
    EXPECT_EQ(outcome.exit_code, 4);
    EXPECT_THAT(outcome.err, HasSubstr("missing_model"));
}

TEST(CommandLine, InterruptedInTheMiddleLeavesWholeLines) {
    Office office;
    const std::string good = scanned(print_sheets("visit").at(0).paper);
    std::vector<std::string> arguments = {"read"};
    for (int i = 0; i < 40; ++i)
        arguments.push_back(office.store("scan" + std::to_string(i) + ".jpg", good));
    BackgroundRun run(arguments);
    while (run.out_so_far().find('\n') == std::string::npos)
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    run.send(SIGINT);
    const Outcome outcome = run.wait();
    EXPECT_EQ(outcome.exit_code, 4);
    EXPECT_TRUE(outcome.out.ends_with("\n"));
    const auto lines = outcome.lines();
    EXPECT_GE(lines.size(), 1u);
    EXPECT_LT(lines.size(), 40u);
}

}  // namespace
}  // namespace tanfang::simulate
