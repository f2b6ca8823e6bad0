#include "pipeline/app/reading_beside.h"

#include <condition_variable>
#include <mutex>

#include "../home/home_fixture.h"
#include <fcntl.h>
#include <gmock/gmock.h>

namespace tanfang {

namespace {

namespace fs = std::filesystem;

/// A door that a reader waits at until the test opens it.
class Door {
  public:
    void open() {
        const std::lock_guard lock(mutex_);
        open_ = true;
        opened_.notify_all();
    }
    void pass() {
        std::unique_lock lock(mutex_);
        opened_.wait(lock, [this] { return open_; });
    }

  private:
    std::mutex mutex_;
    std::condition_variable opened_;
    bool open_ = false;
};

class ReadingBesideTest : public testing::Test {
  protected:
    /// Reads each file as one page whose serial is the file's content.
    StoredFilesReader reader() {
        return [this](const InputList& stored, const std::function<void(const Json&)>& sink) {
            for (const auto& file : stored.files) {
                door.pass();
                if (fails)
                    throw Error(Fault::missing_model, "", "没有模型");
                const std::string bytes = bytes_in(file.path);
                Json line = line_of(0, bytes);
                line["source"] = {{"file", file.path.string()},
                                  {"sha256", sha256_hex(bytes_of(bytes))},
                                  {"page", 0},
                                  {"part", 0}};
                sink(line);
            }
        };
    }
    void receive(ReadingBeside& reading, const std::string& words) {
        const auto file = write_file(folder / words, words);
        reading.receive(OpenFile(file, O_RDONLY, Fault::unreadable_scan), file, "batch");
    }

    TemporaryFolder folder;
    Home home = Home::open_or_create(folder / "home", tester());
    Door door;
    bool fails = false;
};

}  // namespace

TEST_F(ReadingBesideTest, FilesArriveWhileOthersAreRead) {
    ReadingBeside reading(home, reader(), [] {});
    for (int i = 0; i < 20; ++i) receive(reading, "A" + std::to_string(i));
    EXPECT_EQ(reading.count().read, 0) << "the reader still stands before the first";
    door.open();
    reading.finish();
    EXPECT_EQ(reading.count().read, 20);
    EXPECT_EQ(reading.count().accepted, 20);
    EXPECT_EQ(records_of(home).size(), 20u);
    EXPECT_TRUE(home.unread().empty());
}

TEST_F(ReadingBesideTest, WhatAnEarlierRunLeftIsReadFirst) {
    home.receive(write_file(folder / "left", "LEFT"), "batch");
    door.open();
    ReadingBeside reading(home, reader(), [] {});
    reading.finish();
    EXPECT_EQ(records_of(home).at(0)["serial"], "LEFT");
}

TEST_F(ReadingBesideTest, AReaderThatFailsIsToldAndWhatWasReceivedStays) {
    fails = true;
    {
        ReadingBeside reading(home, reader(), [] {});
        receive(reading, "A");
        door.open();
        EXPECT_THROW(reading.finish(), Error);
        EXPECT_THROW(reading.check(), Error);
    }
    EXPECT_EQ(home.unread().size(), 1u);
}

TEST_F(ReadingBesideTest, EndsAtTheNextPageWhenItIsGivenUp) {
    {
        ReadingBeside reading(home, reader(), [] {});
        for (int i = 0; i < 20; ++i) receive(reading, "A" + std::to_string(i));
        door.open();
    }
    const auto left = home.unread().size();
    const auto records = records_of(home).size();
    EXPECT_GE(left + records, 20u) << "each is read, or still to be read";
    ReadingBeside again(home, reader(), [] {});
    again.finish();
    EXPECT_EQ(records_of(home).size(), 20u);
}

}  // namespace tanfang
