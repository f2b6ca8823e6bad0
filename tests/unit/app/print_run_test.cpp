/// Print runs: packs, covers, and what happens to a run that was interrupted.
#include "pipeline/app/commands.h"
#include "pipeline/app/print_ledger.h"
#include "pipeline/base/text.h"
#include "pipeline/intake/memory_file.h"

#include <fstream>
#include <set>

#include "../../golden/pdf_objects.h"
#include "../../golden/pdf_text.h"
#include "../../support/temporary_folder.h"
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/file.h>

namespace tanfang {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

std::string bytes_of_file(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

class PrintRun : public testing::Test {
  protected:
    int print(std::vector<std::string> more) {
        std::vector<std::string> arguments = {"print",      "visit",         "--people",
                                              people,       "--out",         path("f.pdf"),
                                              "--manifest", path("m.jsonl"), "--flat"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        testing::internal::CaptureStderr();
        const int code = run_program(arguments);
        said = testing::internal::GetCapturedStderr();
        return code;
    }
    std::string path(const std::string& name) const { return (folder.path() / name).string(); }
    std::vector<Json> manifest() const {
        std::ifstream in(path("m.jsonl"));
        std::vector<Json> out;
        for (std::string line; std::getline(in, line);) out.push_back(Json::parse(line));
        return out;
    }
    std::map<int, std::string> serials() const {
        std::map<int, std::string> out;
        for (const auto& line : manifest())
            if (!line.at("person").is_null())
                out[line.at("person")] = line.at("serial");
        return out;
    }
    std::size_t pages(const std::string& file) const {
        return golden::PdfObjects(bytes_of_file(path(file))).pages().size();
    }

    support::TemporaryFolder folder;
    std::string people = folder
                             .file("people.jsonl",
                                   "{\"visit_ordinal\": 1, \"village\": \"石渔村\"}\n"
                                   "{\"visit_ordinal\": 2, \"village\": {\"name\": \"古浮村\", "
                                   "\"code\": \"350599101202\"}}\n"
                                   "{\"visit_ordinal\": 3, \"village\": \"石渔村\"}\n"
                                   "{\"visit_ordinal\": 4, \"village\": \"石渔村\"}\n"
                                   "{\"visit_ordinal\": 5}\n")
                             .string();
    std::string said;
};

TEST_F(PrintRun, SplitsIntoPacksWithCoversAndTellsWhatIsWhere) {
    ASSERT_EQ(print({"--split", "2", "--month", "2026-11"}), 0) << said;
    const auto lines = manifest();
    ASSERT_EQ(lines.size(), 3U + 15U) << "three covers, five triplicates";
    EXPECT_EQ(lines[0].at("kind"), "cover");
    EXPECT_EQ(lines[1].at("page"), 1);
    EXPECT_EQ(lines[1].at("file"), "f-001.pdf");
    EXPECT_EQ(lines.back().at("file"), "f-003.pdf");
    EXPECT_EQ(lines.back().at("person"), 4);
    EXPECT_EQ(pages("f-001.pdf"), 7U);
    EXPECT_EQ(pages("f-003.pdf"), 4U);
    EXPECT_FALSE(fs::exists(path("m.jsonl.unfinished")));
    const std::string cover = utf8(golden::pdf_text(path("f-002.pdf")));
    EXPECT_THAT(cover, HasSubstr("第2包，共3包"));
    EXPECT_THAT(cover, HasSubstr("2026年11月"));
    const auto given = serials();
    EXPECT_THAT(cover, HasSubstr("0001" + given.at(2)));
    EXPECT_THAT(cover, HasSubstr("0002" + given.at(3)));
    EXPECT_THAT(cover, Not(HasSubstr(given.at(4))));
}

TEST_F(PrintRun, PacksByVillage) {
    ASSERT_EQ(print({"--per-village", "--month", "2026-11"}), 0) << said;
    EXPECT_EQ(pages("f-001-石渔村.pdf"), 1U + 9U);
    EXPECT_EQ(pages("f-002-古浮村.pdf"), 1U + 3U);
    EXPECT_EQ(pages("f-003.pdf"), 1U + 3U);
    const std::string cover = utf8(golden::pdf_text(path("f-002-古浮村.pdf")));
    EXPECT_THAT(cover, HasSubstr("古浮村"));
    EXPECT_THAT(cover, HasSubstr("/350599101202/202611/2/")) << "as in the QR code";
    std::vector<int> order;
    for (const auto& line : manifest())
        if (line.at("copy") == 1)
            order.push_back(line.at("person"));
    EXPECT_THAT(order, testing::ElementsAre(0, 2, 3, 1, 4));
}

TEST_F(PrintRun, CoversOneFileOnDemandAndKeepsDuplexFrontsInFront) {
    ASSERT_EQ(print({"--cover"}), 0) << said;
    EXPECT_EQ(pages("f.pdf"), 16U);
    testing::internal::CaptureStderr();
    ASSERT_EQ(run_program({"print", "enrollment", "--sets", "3", "--cover", "--out", path("e.pdf"),
                           "--manifest", path("m.jsonl")}),
              0);
    testing::internal::GetCapturedStderr();
    EXPECT_EQ(pages("e.pdf"), 2U + 3U * 4U);
    EXPECT_EQ(manifest()[1].at("kind"), "blank");
    EXPECT_EQ(manifest()[2].at("page"), 2);
}

/// A folder in the way ends the run when two of its three packs are in their places.
TEST_F(PrintRun, GoesOnWhereItWasInterrupted) {
    ASSERT_EQ(print({"--split", "2", "--month", "2026-11"}), 0) << said;
    const auto before = serials();
    fs::remove(path("m.jsonl"));
    for (const char* pack : {"f-001.pdf", "f-002.pdf", "f-003.pdf"}) fs::remove(path(pack));
    fs::create_directories(path("f-003.pdf/in the way"));
    ASSERT_EQ(print({"--split", "2", "--month", "2026-11"}), 4) << said;
    ASSERT_TRUE(fs::exists(path("m.jsonl.unfinished")));
    EXPECT_FALSE(fs::exists(path("m.jsonl"))) << "no manifest of an unfinished run";
    const std::string done = bytes_of_file(path("f-001.pdf"));
    const std::string text = utf8(golden::pdf_text(path("f-001.pdf")));
    fs::remove_all(path("f-003.pdf"));
    std::ofstream(path("m.jsonl.unfinished"), std::ios::app) << "{\"serial\": \"CUT";  // a crash
    ASSERT_EQ(print({"--split", "2", "--month", "2026-11"}), 0) << said;
    EXPECT_THAT(said, HasSubstr("继续"));
    EXPECT_EQ(bytes_of_file(path("f-001.pdf")), done) << "a finished pack stays as it is";
    const auto after = serials();
    ASSERT_EQ(after.size(), 5U);
    std::set<std::string> different;
    for (const auto& [person, serial] : after) different.insert(serial);
    EXPECT_EQ(different.size(), 5U);
    EXPECT_THAT(text, HasSubstr(after.at(0))) << "the serial that is on paper already";
    EXPECT_FALSE(fs::exists(path("m.jsonl.unfinished")));
    for (const auto& [person, serial] : before) EXPECT_FALSE(different.contains(serial));
}

/// A run that was killed could not tidy up; what somebody else is writing at this moment stays.
TEST_F(PrintRun, RemovesTheDraftsOfItsInterruptedSelf) {
    fs::create_directories(path("f-003.pdf/in the way"));
    ASSERT_EQ(print({"--split", "2", "--month", "2026-11"}), 4) << said;
    fs::remove_all(path("f-003.pdf"));
    for (const char* name : {"f-003.pdf.k2Zx9Q", "m.jsonl.Ab3dE5", "f-002.pdf.held01",
                             "f-003.pdf.backup-1", "other.pdf.k2Zx9Q"})
        std::ofstream(path(name)) << "draft";
    const Descriptor held(open(path("f-002.pdf.held01").c_str(), O_RDONLY | O_CLOEXEC));
    ASSERT_EQ(flock(held.get(), LOCK_EX), 0);
    ASSERT_EQ(print({"--split", "2", "--month", "2026-11"}), 0) << said;
    EXPECT_FALSE(fs::exists(path("f-003.pdf.k2Zx9Q")));
    EXPECT_FALSE(fs::exists(path("m.jsonl.Ab3dE5")));
    for (const char* name : {"f-002.pdf.held01", "f-003.pdf.backup-1", "other.pdf.k2Zx9Q"})
        EXPECT_TRUE(fs::exists(path(name))) << name;
}

TEST_F(PrintRun, RefusesToContinueAnotherRun) {
    fs::create_directories(path("f-002.pdf/in the way"));
    ASSERT_EQ(print({"--split", "3"}), 4);
    EXPECT_EQ(print({"--split", "4"}), 1);
    EXPECT_THAT(said, HasSubstr("m.jsonl.unfinished"));
    std::ofstream(people, std::ios::app) << "{}\n";
    EXPECT_EQ(print({"--split", "3"}), 1) << "one more person";
    EXPECT_THAT(said, HasSubstr("名单"));
}

TEST_F(PrintRun, RefusesWhatDoesNotGoTogether) {
    EXPECT_EQ(print({"--split", "0"}), 1);
    EXPECT_EQ(print({"--month", "2026-13"}), 1);
    EXPECT_EQ(print({"--month", "11"}), 1);
    testing::internal::CaptureStderr();
    EXPECT_EQ(run_program({"print", "visit", "--per-village", "--out", path("f.pdf")}), 1);
    EXPECT_EQ(run_program({"print", "visit", "--eform", "--split", "2", "--out", path("f.pdf")}),
              1);
    testing::internal::GetCapturedStderr();
    EXPECT_EQ(print({"--out", "/dev/full"}), 1) << "twice";
}

TEST_F(PrintRun, MakesAnEFormOfMegabytesAndAPrintForPaperOfKilobytes) {
    ASSERT_EQ(run_program({"print", "visit", "--out", path("paper.pdf")}), 0);
    ASSERT_EQ(run_program({"print", "visit", "--eform", "--out", path("eform.pdf")}), 0);
    EXPECT_GT(fs::file_size(path("eform.pdf")), 20 * fs::file_size(path("paper.pdf")));
    for (const char* file : {"paper.pdf", "eform.pdf"}) {
        EXPECT_EQ(pages(file), 3U);
        EXPECT_TRUE(golden::PdfObjects(bytes_of_file(path(file))).root().hasKey("/AcroForm"));
    }
    testing::internal::CaptureStderr();
    EXPECT_EQ(run_program({"print", "guide", "--eform", "--out", path("g.pdf")}), 1);
    EXPECT_THAT(testing::internal::GetCapturedStderr(), HasSubstr("填写域"));
}

TEST(PrintLedger, NeverGivesASerialTwice) {
    const support::TemporaryFolder folder;
    const fs::path manifest = folder.path() / "m.jsonl";
    const Json run = {{"form", "visit"}};
    std::vector<std::string> first;
    {
        PrintLedger ledger(manifest, run);
        EXPECT_FALSE(ledger.continued());
        for (std::size_t set = 0; set < 100; ++set) first.push_back(ledger.serial(set));
        ledger.make_durable();
    }
    PrintLedger ledger(manifest, run);
    EXPECT_TRUE(ledger.continued());
    std::set<std::string> all;
    for (std::size_t set = 0; set < 200; ++set) {
        all.insert(ledger.serial(set));
        if (set < 100) {
            EXPECT_EQ(ledger.serial(set), first[set]);
        }
    }
    EXPECT_EQ(all.size(), 200U);
    EXPECT_THROW(PrintLedger(manifest, {{"form", "enrollment"}}), Error);
    ledger.remove();
    EXPECT_FALSE(fs::exists(folder.path() / "m.jsonl.unfinished"));
}

}  // namespace
}  // namespace tanfang
