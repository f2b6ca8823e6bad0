#include "pipeline/app/ingest_files.h"

#include <sstream>

#include "../home/home_fixture.h"
#include <gmock/gmock.h>
#include <sys/stat.h>

namespace tanfang {

namespace {

namespace fs = std::filesystem;

/// Stands for the reader. A stored file's bytes are words, each a page: a word is its serial, "-" a
/// page without one, "!" a rejected page.
class FakeReader {
  public:
    int files_read = 0;
    int dies_at_page = -1;  ///< counted over all files; throws there as for a missing model

    StoredFilesReader get() {
        return [this](const InputList& stored, const std::function<void(const Json&)>& sink) {
            int page_of_all = 0;
            for (const auto& file : stored.files) {
                ++files_read;
                std::istringstream words(bytes_in(file.path));
                int page = 0;
                for (std::string word; words >> word; ++page) {
                    if (page_of_all++ == dies_at_page)
                        throw Error(Fault::missing_model, "", "没有模型");
                    const std::string serial = word == "-" || word == "!" ? "" : word;
                    Json line = line_of(page, serial, word == "!" ? "rejected" : "accepted");
                    line["source"] = {{"file", file.path.string()},
                                      {"sha256", sha256_hex(bytes_of(words.str()))},
                                      {"page", page},
                                      {"part", 0}};
                    if (word == "!")
                        line["reason"] = "unreadable_scan: " + file.path.string() + ": 文件损坏";
                    sink(line);
                }
            }
        };
    }
};

class IngestFiles : public testing::Test {
  protected:
    fs::path scan(const std::string& name, const std::string& words) {
        return write_file(folder / name, words);
    }
    Home open() { return Home::open_or_create(folder / "home", tester()); }
    IngestCount ingest(Home& home, const std::vector<fs::path>& files) {
        return ingest_files(home, list_inputs(files), reader.get(), [] {});
    }

    TemporaryFolder folder;
    FakeReader reader;
};

std::size_t pages_in(const std::vector<Json>& records) {
    std::size_t pages = 0;
    for (const auto& record : records) pages += record["pages"].size();
    return pages;
}

}  // namespace

TEST_F(IngestFiles, GivesEveryPageOfEveryFileARecord) {
    Home home = open();
    const auto count = ingest(home, {scan("a.pdf", "A - !"), scan("b.pdf", "A B")});
    EXPECT_EQ(count.received, 2);
    EXPECT_EQ(count.read, 2);
    EXPECT_EQ(count.accepted, 4);
    EXPECT_EQ(count.rejected, 1);
    const auto records = records_of(home);
    EXPECT_EQ(records.size(), 4u) << "A (of two files), without serial, rejected, B";
    EXPECT_EQ(pages_in(records), 5u);
    EXPECT_TRUE(home.unread().empty());
}

TEST_F(IngestFiles, NamesTheDeliveredFileInTheReason) {
    Home home = open();
    const auto a = scan("a.pdf", "!");
    ingest(home, {a});
    EXPECT_EQ(records_of(home).at(0)["pages"][0]["reason"],
              "unreadable_scan: " + a.string() + ": 文件损坏");
}

TEST_F(IngestFiles, NamesTheDeliveredFileInTheLine) {
    Home home = open();
    ingest(home, {scan("a\xff.pdf", "A")});
    const std::string name = records_of(home).at(0)["pages"][0]["source"]["file"];
    EXPECT_THAT(name, testing::EndsWith("/a\xEF\xBF\xBD.pdf"))
        << "a byte that is no UTF-8 is replaced";
}

TEST_F(IngestFiles, ReadsTheSameBytesOnce) {
    const auto a = scan("a.pdf", "A -");
    {
        Home home = open();
        EXPECT_EQ(ingest(home, {a, scan("copy.pdf", "A -"), a}).known, 1);
    }
    Home home = open();
    const auto count = ingest(home, {a});
    EXPECT_EQ(count.known, 1);
    EXPECT_EQ(count.read, 0);
    EXPECT_EQ(reader.files_read, 1);
    EXPECT_EQ(records_of(home).size(), 2u);
}

TEST_F(IngestFiles, WaitsForAProgramThatReadsAndCountsWhatItRead) {
    Home home = open(), other = open();
    auto turn = other.try_turn(HomeTurn::reading);
    const auto the_other_reads = [&] {
        if (!turn || other.unread().empty())
            return;
        const std::string sha256 = other.unread()[0].sha256;
        other.store_page(sha256, parse_read_page(line_of(0, "A", "rejected")));
        other.finish_file(sha256, 1);
        turn.reset();
    };
    const auto count =
        ingest_files(home, list_inputs({scan("a.pdf", "A")}), reader.get(), the_other_reads);
    EXPECT_EQ(count.read, 1);
    EXPECT_EQ(count.rejected, 1);
    EXPECT_EQ(reader.files_read, 0);
    EXPECT_TRUE(home.try_turn(HomeTurn::reading)) << "given back";
}

TEST_F(IngestFiles, ComesBackOnceItsOwnFilesAreReadThoughTheOtherReadsOn) {
    Home home = open(), other = open();
    const auto turn = other.try_turn(HomeTurn::reading);
    int asked = 0;
    const auto the_other_reads = [&] {
        if (++asked > 20)
            throw Error(Fault::output_failed, "", "waits for a turn that it does not need");
        const auto unread = other.unread();
        if (unread.size() < 2)
            return;  // both are received
        for (const auto& file : unread) {
            other.store_page(file.sha256, parse_read_page(line_of(0, "", "rejected")));
            other.finish_file(file.sha256, 1);
        }
        other.receive(scan("later.pdf", "C"), "their batch");
    };
    const auto count = ingest_files(home, list_inputs({scan("a.pdf", "A"), scan("b.pdf", "B")}),
                                    reader.get(), the_other_reads);
    EXPECT_EQ(count.read, 2);
    EXPECT_EQ(count.rejected, 2);
    EXPECT_EQ(reader.files_read, 0);
    EXPECT_EQ(home.unread().size(), 1u);
}

TEST_F(IngestFiles, GoesOnAfterAFileThatCannotBeReceived) {
    Home home = open();
    ASSERT_EQ(::mkfifo((folder / "fifo.pdf").c_str(), 0600), 0);
    fs::create_symlink(folder / "nowhere", folder / "dangling.pdf");
    const auto count = ingest(home, {folder / "fifo.pdf", folder / "dangling.pdf",
                                     folder / "missing.pdf", scan("b.pdf", "B")});
    EXPECT_EQ(count.refused, 3);
    EXPECT_EQ(count.received, 1);
    EXPECT_EQ(records_of(home).size(), 1u);
}

TEST_F(IngestFiles, ResumesWhereverAnEarlierRunWasCutShort) {
    for (int page = 0; page < 4; ++page) {
        TemporaryFolder other;
        reader.dies_at_page = page;
        const std::vector<fs::path> files = {scan("a.pdf", "A - !"), scan("b.pdf", "B")};
        {
            Home home = Home::open_or_create(other / "home", tester());
            EXPECT_THROW(ingest(home, files), Error);
            EXPECT_EQ(pages_in(records_of(home)), static_cast<std::size_t>(page));
        }
        reader.dies_at_page = -1;
        Home home = Home::open_or_create(other / "home", tester());
        ingest(home, {});  // without the files being named again
        EXPECT_EQ(records_of(home).size(), 4u);
        EXPECT_EQ(pages_in(records_of(home)), 4u);
        EXPECT_TRUE(home.unread().empty());
        EXPECT_FALSE(home.check_audit().first_broken);
    }
}

TEST_F(IngestFiles, StopsBetweenPagesWhenToldTo) {
    Home home = open();
    int calls = 0;
    const auto stop = [&calls] {
        if (++calls == 3)  // before receiving, before page 1, before page 2
            throw Error(Fault::interrupted, "", "停");
    };
    try {
        ingest_files(home, list_inputs({scan("a.pdf", "A B C")}), reader.get(), stop);
        FAIL() << "went on";
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::interrupted);
    }
    EXPECT_EQ(records_of(home).size(), 1u);
    ingest(home, {});
    EXPECT_EQ(records_of(home).size(), 3u);
}

TEST_F(IngestFiles, MakesNoRecordOfAnOriginalThatTheDiskDamaged) {
    Home home = open();
    const auto a = scan("a.pdf", "A");
    home.receive(a, "batch");
    write_file(home.unread()[0].stored, "B");
    EXPECT_THROW(ingest(home, {}), Error);
    EXPECT_TRUE(records_of(home).empty());
    EXPECT_EQ(ingest(home, {a}).read, 1) << "delivering it again heals it";
    EXPECT_EQ(records_of(home).at(0)["serial"], "A");
}

}  // namespace tanfang
