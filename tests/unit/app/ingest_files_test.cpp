#include "pipeline/app/ingest_files.h"

#include <atomic>
#include <set>

#include "../home/home_fixture.h"
#include <gmock/gmock.h>

namespace tanfang {

namespace {

namespace fs = std::filesystem;

/// Stands for the reader: a stored file's bytes are words, each a page; a word is a serial, "-" is
/// a page without one, "!" a rejected page.
class FakeReader {
  public:
    std::atomic<int> files_read = 0;

    IngestRun run(int jobs = 1) {
        IngestRun run;
        run.jobs = jobs;
        run.throw_if_interrupted = [] {};
        run.read = [this](const fs::path& stored, const std::function<void(Json)>& sink) {
            ++files_read;
            std::istringstream words(bytes_in(stored));
            int page = 0;
            for (std::string word; words >> word; ++page)
                sink(line_of(page, word == "-" || word == "!" ? "" : word,
                             word == "!" ? "rejected" : "accepted"));
        };
        return run;
    }
};

class IngestFiles : public testing::Test {
  protected:
    fs::path scan(const std::string& name, const std::string& words) {
        return write_file(folder / name, words);
    }
    Home open() { return Home::open_or_create(folder / "home", tester()); }

    TemporaryFolder folder;
    FakeReader reader;
};

}  // namespace

TEST_F(IngestFiles, GivesEveryPageOfEveryFileARecord) {
    Home home = open();
    const auto count =
        ingest_files(home, {scan("a.pdf", "A - !"), scan("b.pdf", "A B")}, reader.run());
    EXPECT_EQ(count.received, 2);
    EXPECT_EQ(count.read, 2);
    EXPECT_EQ(count.accepted, 4);
    EXPECT_EQ(count.rejected, 1);
    const auto records = records_of(home);
    EXPECT_EQ(records.size(), 4u) << "A (of two files), without serial, rejected, B";
    std::size_t pages = 0;
    for (const auto& record : records) pages += record["pages"].size();
    EXPECT_EQ(pages, 5u);
}

TEST_F(IngestFiles, NamesTheDeliveredFileInTheLine) {
    Home home = open();
    ingest_files(home, {scan("a\xff.pdf", "A")}, reader.run());
    const std::string name = records_of(home).at(0)["pages"][0]["source"]["file"];
    EXPECT_THAT(name, testing::EndsWith("/a\xEF\xBF\xBD.pdf"))
        << "a byte that is no UTF-8 is replaced";
}

TEST_F(IngestFiles, ReadsTheSameBytesOnce) {
    const auto a = scan("a.pdf", "A -");
    {
        Home home = open();
        EXPECT_EQ(ingest_files(home, {a, a, scan("copy.pdf", "A -")}, reader.run()).known, 2);
    }
    Home home = open();
    const auto count = ingest_files(home, {a}, reader.run());
    EXPECT_EQ(count.known, 1);
    EXPECT_EQ(count.read, 0);
    EXPECT_EQ(reader.files_read, 1);
    EXPECT_EQ(records_of(home).size(), 2u);
}

TEST_F(IngestFiles, GoesOnAfterAFileThatCannotBeReceived) {
    Home home = open();
    ASSERT_EQ(::mkfifo((folder / "fifo.pdf").c_str(), 0600), 0);
    fs::create_symlink(folder / "nowhere", folder / "dangling.pdf");
    const auto count = ingest_files(
        home, {folder / "fifo.pdf", folder / "dangling.pdf", scan("b.pdf", "B")}, reader.run());
    EXPECT_EQ(count.refused, 2);
    EXPECT_EQ(count.received, 1);
    EXPECT_EQ(records_of(home).size(), 1u);
}

TEST_F(IngestFiles, ResumesWhatAnEarlierRunDidNotFinish) {
    auto failing = reader.run();
    const auto read = failing.read;
    failing.read = [&](const fs::path& stored, const std::function<void(Json)>& sink) {
        int pages = 0;
        read(stored, [&](Json line) {
            if (++pages == 2)
                throw Error(Fault::missing_model, "", "没有模型");
            sink(std::move(line));
        });
    };
    {
        Home home = open();
        EXPECT_THROW(ingest_files(home, {scan("a.pdf", "A - !"), scan("b.pdf", "B")}, failing),
                     Error);
        EXPECT_EQ(home.unread().size(), 2u);
    }
    Home home = open();
    EXPECT_EQ(ingest_files(home, {}, reader.run()).read, 2)
        << "without the files being named again";
    EXPECT_EQ(records_of(home).size(), 4u);
    EXPECT_TRUE(home.unread().empty());
}

TEST_F(IngestFiles, StopsBetweenPagesWhenToldTo) {
    Home home = open();
    auto run = reader.run();
    int calls = 0;
    run.throw_if_interrupted = [&] {
        if (++calls == 4)  // before receiving, before reading, before page 1, before page 2
            throw Error(Fault::interrupted, "", "停");
    };
    try {
        ingest_files(home, {scan("a.pdf", "A B C")}, run);
        FAIL() << "went on";
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::interrupted);
    }
    EXPECT_EQ(records_of(home).size(), 1u);
    ingest_files(home, {}, reader.run());
    EXPECT_EQ(records_of(home).size(), 3u);
}

TEST_F(IngestFiles, ReadsOnSeveralThreadsWithoutLossOrDoubling) {
    Home home = open();
    std::vector<fs::path> files;
    for (int i = 0; i < 8; ++i)
        files.push_back(scan(std::to_string(i), "SAME - S" + std::to_string(i)));
    ingest_files(home, files, reader.run(4));
    std::multiset<std::size_t> sizes;
    for (const auto& record : records_of(home)) sizes.insert(record["pages"].size());
    EXPECT_EQ(sizes.size(), 17u)
        << "eight without serial, eight serials of their own, the one all share";
    EXPECT_EQ(*sizes.rbegin(), 8u);
    EXPECT_FALSE(home.check_audit().first_broken);
}

}  // namespace tanfang
