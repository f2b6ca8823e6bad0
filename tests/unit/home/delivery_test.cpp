// What becomes of delivered files: received once per delivery, and moved away only as received.
#include "home_fixture.h"
#include <gmock/gmock.h>
#include <sys/stat.h>

namespace tanfang {

namespace {

namespace fs = std::filesystem;

struct Inbox {
    TemporaryFolder folder;
    Home home = Home::open_or_create(folder / "home", tester());
    fs::path inbox = folder / "inbox";
    fs::path done = folder / "inbox/done";

    Inbox() { fs::create_directories(done); }

    std::int64_t deliveries() {
        std::int64_t number = -1;
        Sqlite(folder / "home" / "home.db")
            .query("SELECT COUNT(*) FROM delivery", {},
                   [&](const SqlRow& row) { number = row.integer(0); });
        return number;
    }
};

}  // namespace

TEST(Delivery, IsTheSameHoweverOftenItIsReceived) {
    Inbox in;
    const auto file = write_file(in.inbox / "a.jpg", "scan");
    EXPECT_FALSE(in.home.receive(file, "monday").known);
    EXPECT_TRUE(in.home.receive(file, "tuesday").known);
    EXPECT_EQ(in.deliveries(), 1);
    EXPECT_EQ(in.home.check_audit().entries, 2) << "nothing changed, nothing to tell of";
}

TEST(Delivery, IsAnotherOneUnderAnotherNameOrOnceWrittenAgain) {
    Inbox in;
    const auto file = write_file(in.inbox / "a.jpg", "scan");
    in.home.receive(file, "monday");
    in.home.receive(write_file(in.inbox / "b.jpg", "scan"), "monday");
    EXPECT_EQ(in.deliveries(), 2);
    fs::last_write_time(file, fs::last_write_time(file) + std::chrono::seconds(1));
    in.home.receive(file, "tuesday");
    EXPECT_EQ(in.deliveries(), 3);
}

TEST(Delivery, IsMovedAsideUnderItsNameOrANumberedOne) {
    Inbox in;
    std::vector<std::string> names;
    for (const std::string bytes : {"first", "second", "third"}) {
        const auto file = write_file(in.inbox / "a.jpg", bytes);
        const auto moved = move_delivered(file, in.home.receive(file, "batch").stamp, in.done);
        ASSERT_TRUE(moved);
        EXPECT_EQ(bytes_in(*moved), bytes);
        EXPECT_FALSE(fs::exists(file));
        names.push_back(moved->filename());
    }
    EXPECT_THAT(names, testing::ElementsAre("a.jpg", "a (2).jpg", "a (3).jpg"));
}

TEST(Delivery, StaysWhereItIsIfItWasReplacedMeanwhile) {
    Inbox in;
    const auto file = write_file(in.inbox / "a.jpg", "first");
    const auto receipt = in.home.receive(file, "batch");
    fs::rename(write_file(in.inbox / "new", "second"), file);
    fs::last_write_time(file, fs::last_write_time(file) + std::chrono::seconds(1));
    EXPECT_EQ(move_delivered(file, receipt.stamp, in.done), std::nullopt);
    EXPECT_EQ(bytes_in(file), "second");
    EXPECT_TRUE(fs::is_empty(in.done));
}

TEST(Delivery, ThatCannotBeMovedIsNoFaultOfTheHome) {
    Inbox in;
    const auto file = write_file(in.inbox / "a.jpg", "scan");
    const auto receipt = in.home.receive(file, "batch");
    for (const auto& [from, to] :
         {std::pair(file, in.folder / "nowhere"), std::pair(in.inbox / "gone.jpg", in.done)})
        try {
            move_delivered(from, receipt.stamp, to);
            ADD_FAILURE() << to;
        } catch (const Error& error) {
            EXPECT_EQ(error.fault(), Fault::unreadable_scan);
        }
    EXPECT_EQ(bytes_in(file), "scan");
}

}  // namespace tanfang
