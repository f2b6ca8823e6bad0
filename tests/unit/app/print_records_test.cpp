/// Copies of records as a clerk gets them: exit codes, words, and the PDF read with other eyes.
#include "pipeline/app/commands.h"
#include "pipeline/base/text.h"
#include "pipeline/external/png_writer.h"
#include "pipeline/external/sodium.h"

#include <fstream>
#include <span>

#include "../../golden/pdf_objects.h"
#include "../../golden/pdf_text.h"
#include "../../support/temporary_folder.h"
#include "record_lines.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanfang {
namespace {

using record_lines::blank_line;
using record_lines::set;
using testing::HasSubstr;
using testing::Not;

constexpr const char* serial = "8J4K2M7Q9T";

class PrintRecords : public testing::Test {
  protected:
    int print(const std::vector<Json>& lines, std::vector<std::string> more = {}) {
        std::string text;
        for (const auto& line : lines) text += line.dump() + "\n";
        const std::string form = lines.empty() ? "visit" : lines.back()["form"];
        std::vector<std::string> arguments = {
            "print", form,       "--record",   folder.file("r.jsonl", text).string(),
            "--out", pdf_file(), "--manifest", (folder.path() / "m.jsonl").string()};
        arguments.insert(arguments.end(), more.begin(), more.end());
        testing::internal::CaptureStderr();
        const int code = run_program(arguments);
        said = testing::internal::GetCapturedStderr();
        return code;
    }
    std::string pdf_file() const { return (folder.path() / "f.pdf").string(); }
    std::string text() const { return utf8(golden::pdf_text(pdf_file())); }
    std::size_t pages() const {
        std::ifstream in(pdf_file(), std::ios::binary);
        return golden::PdfObjects({std::istreambuf_iterator<char>(in), {}}).pages().size();
    }
    std::vector<Json> manifest() const {
        std::ifstream in(folder.path() / "m.jsonl");
        std::vector<Json> out;
        for (std::string line; std::getline(in, line);) out.push_back(Json::parse(line));
        return out;
    }
    support::TemporaryFolder folder;
    std::string said;
};

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
        ++found;
    return found;
}

TEST_F(PrintRecords, MakeEqualLabeledCopiesWithTheSerialAndTheSource) {
    Json line = blank_line("visit", serial);
    set(line, "visit_date", "2026-03-05");
    set(line, "care_needs", "堃喆䶮𠮷每周打扫");
    set(line, "visitor_signature", {{"present", true}, {"kind", "fingerprint"}});
    ASSERT_EQ(print({line}), 0) << said;
    EXPECT_EQ(pages(), 3U);
    const std::string all = text();
    for (const char* label : {"第一联", "第二联", "第三联"}) EXPECT_EQ(count(all, label), 1U);
    for (const char* same : {"堃喆䶮𠮷每周打扫", "（原件已按指印）", "2026"})
        EXPECT_EQ(count(all, same), 3U) << same;
    EXPECT_EQ(count(all, "来源SHA-256：" + std::string(64, 'a')), 3U);
    EXPECT_EQ(count(all, "TF1/V/1/" + std::string(serial)), 3U);
    EXPECT_THAT(all, Not(HasSubstr("待核")));
    ASSERT_EQ(manifest().size(), 3U);
    EXPECT_EQ(manifest()[2].at("serial"), serial);
    EXPECT_EQ(manifest()[2].at("copy"), 3);
    EXPECT_EQ(print({line}, {"--copies", "2"}), 0) << said;
    EXPECT_EQ(pages(), 2U);
}

TEST_F(PrintRecords, SayWhatIsOpenInsteadOfPrintingIt) {
    Json line = blank_line("visit", serial);
    line["status"] = "review";
    set(line, "disease_name", "高血压", "doubtful");
    set(line, "emotion", nullptr, "unreadable");
    ASSERT_EQ(print({line}, {"--copies", "1"}), 0) << said;
    const std::string all = text();
    EXPECT_THAT(all, Not(HasSubstr("高血压")));
    EXPECT_EQ(count(all, "〔待核〕"), 2U) << "in its place, and explained in the margin";
    EXPECT_EQ(count(all, "？"), 3U + 1U) << "in every box of the choice, and in the margin";
    EXPECT_THAT(all, HasSubstr("尚待人工复核"));
}

TEST_F(PrintRecords, ContinueLongValuesOnASupplementAndLoseNothing) {
    Json line = blank_line("visit", serial);
    std::u32string needs;
    for (int i = 0; i < 3000; ++i) needs += U"需求落实情况说明"[i % 8];
    set(line, "care_needs", utf8(needs));
    set(line, "disease_name",
        "很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长的疾病名称");
    set(line, "visit_ordinal", 123456);
    ASSERT_EQ(print({line}), 0) << said;
    const auto lines = manifest();
    EXPECT_EQ(lines.size(), pages());
    EXPECT_GT(lines.size(), 6U);
    EXPECT_EQ(lines[0].contains("kind"), false);
    EXPECT_EQ(lines[1].at("kind"), "supplement");
    const std::string all = text();
    EXPECT_EQ(count(all, "见附页"), 3U * 3U) << "three values, three copies";
    EXPECT_EQ(count(all, "123456"), 3U);
    std::size_t words = 0;
    const auto letters = code_points(all);
    for (const char32_t c : letters.value()) words += c == U'需' ? 1 : 0;
    EXPECT_GE(words, 3U * 3000U / 8U) << "every character of every copy";
}

TEST_F(PrintRecords, ShrinkWhatNearlyFits) {
    Json line = blank_line("visit", serial);
    set(line, "disease_name", "慢性阻塞性肺疾病合并感染");
    ASSERT_EQ(print({line}, {"--copies", "1"}), 0) << said;
    EXPECT_EQ(pages(), 1U);
    EXPECT_THAT(text(), HasSubstr("慢性阻塞性肺疾病合并感染"));
}

TEST_F(PrintRecords, KeepDuplexSheetsApart) {
    Json front = blank_line("enrollment", serial, 1), back = blank_line("enrollment", serial, 2);
    set(front, "income_source", std::string(400, 'w'));
    ASSERT_EQ(print({front, back}), 0) << said;
    const auto lines = manifest();
    ASSERT_EQ(lines.size(), 8U);
    EXPECT_EQ(lines[2].at("kind"), "supplement");
    EXPECT_EQ(lines[3].at("kind"), "blank");
    EXPECT_EQ(lines[4].at("copy"), 2);
}

TEST_F(PrintRecords, SayThatAPageHasNoRecord) {
    ASSERT_EQ(print({blank_line("enrollment", serial, 1)}, {"--copies", "1"}), 0) << said;
    EXPECT_THAT(text(), HasSubstr("本页没有识别记录"));
    EXPECT_THAT(text(), HasSubstr("〔待核〕"));
}

struct BadValue {
    const char* name;
    Json value;
    const char* named;
    Fault fault;
};
class BadRecordValue : public PrintRecords, public testing::WithParamInterface<BadValue> {};

TEST_P(BadRecordValue, IsNamedWithoutTheValueAndTheOthersAreCopied) {
    Json bad = blank_line("visit", "0000000001");
    set(bad, "care_needs", GetParam().value);
    EXPECT_EQ(print({bad, blank_line("visit", serial)}), 3);
    EXPECT_THAT(said, HasSubstr("第 1 行"));
    EXPECT_THAT(said, HasSubstr(GetParam().named));
    EXPECT_THAT(said, Not(HasSubstr("秘密")));
    EXPECT_EQ(pages(), 3U);
    EXPECT_EQ(print({bad}), GetParam().fault == Fault::other_version ? 3 : 1) << "nothing is left";
}

INSTANTIATE_TEST_SUITE_P(
    Values, BadRecordValue,
    testing::Values(BadValue{"NoGlyph", "秘密\U000F0123", "U+F0123", Fault::missing_glyph},
                    BadValue{"Control", "秘密\u0007", "U+0007", Fault::bad_settings},
                    BadValue{"RightToLeft", "秘密\u202Eabc", "U+202E", Fault::bad_settings},
                    BadValue{"RightToLeftMark", "秘密\u200Fabc", "U+200F", Fault::bad_settings},
                    BadValue{"WrongType", Json::array({"秘密"}), "care_needs",
                             Fault::bad_settings}),
    [](const auto& test) { return test.param.name; });

TEST_F(PrintRecords, WriteNothingFromADamagedFile) {
    const auto file =
        folder.file("r.jsonl", blank_line("visit", serial).dump() + "\n{\"schema\"\n");
    testing::internal::CaptureStderr();
    EXPECT_EQ(run_program({"print", "visit", "--record", file, "--out", pdf_file()}), 1);
    EXPECT_THAT(testing::internal::GetCapturedStderr(), HasSubstr("第 2 行"));
    EXPECT_FALSE(std::filesystem::exists(pdf_file()));
    EXPECT_EQ(print({}), 1) << "no records at all";
    EXPECT_FALSE(std::filesystem::exists(pdf_file()));
}

/// A record whose scan is a real file.
Json scanned(const support::TemporaryFolder& folder, int rotation) {
    cv::Mat picture(300, 200, CV_8UC1, cv::Scalar(255));
    picture.rowRange(0, 100) = 0;
    const std::string bytes = encode_png(picture);
    Json line = blank_line("visit", serial);
    line["source"]["file"] = folder.file("scan.png", bytes).string();
    line["source"]["sha256"] = sha256_hex(std::as_bytes(std::span(bytes)));
    line["registration"] = {
        {"method", "fiducials"}, {"residual_mm", 0.1}, {"dpi", 300}, {"rotation", rotation}};
    return line;
}

TEST_F(PrintRecords, AddTheScanUprightAsAFurtherCopy) {
    ASSERT_EQ(print({scanned(folder, 90)}, {"--with-scan"}), 0) << said;
    ASSERT_EQ(pages(), 4U);
    EXPECT_EQ(manifest()[3].at("kind"), "scan");
    std::ifstream in(pdf_file(), std::ios::binary);
    golden::PdfObjects pdf({std::istreambuf_iterator<char>(in), {}});
    QPDFObjectHandle page = pdf.pages().at(3);
    auto image = page.getKey("/Resources").getKey("/XObject").getKey("/Scan");
    EXPECT_EQ(image.getDict().getKey("/Filter").getName(), "/DCTDecode");
    EXPECT_EQ(image.getDict().getKey("/Width").getIntValue(), 300) << "turned upright";
    EXPECT_EQ(image.getDict().getKey("/Height").getIntValue(), 200);
    EXPECT_THAT(pdf.problems(), testing::IsEmpty());
}

TEST_F(PrintRecords, NameAScanThatIsGoneChangedOrShared) {
    Json gone = blank_line("visit", "0000000001"), changed = scanned(folder, 0);
    gone["source"]["file"] = "/nowhere/scan.png";
    changed["serial"] = "0000000002";
    changed["source"]["sha256"] = std::string(64, 'b');
    Json shared = scanned(folder, 0), neighbor = shared;
    neighbor["serial"] = "0000000003";
    neighbor["source"]["part"] = 1;
    EXPECT_EQ(print({gone, changed, shared, neighbor}, {"--with-scan"}), 3);
    EXPECT_THAT(said, HasSubstr("/nowhere/scan.png"));
    EXPECT_THAT(said, HasSubstr("已被改动"));
    EXPECT_EQ(count(said, "几张表"), 2U);
    EXPECT_FALSE(std::filesystem::exists(pdf_file()));
    EXPECT_EQ(print({gone, scanned(folder, 0)}, {"--with-scan"}), 3);
    EXPECT_EQ(pages(), 4U) << "the other one is copied";
}

TEST_F(PrintRecords, AreAChoiceAgainstPeopleAndSets) {
    EXPECT_EQ(print({blank_line("visit", serial)}, {"--sets", "2"}), 1);
    EXPECT_EQ(run_program({"print", "visit", "--out", pdf_file(), "--with-scan"}), 1);
}

}  // namespace
}  // namespace tanfang
