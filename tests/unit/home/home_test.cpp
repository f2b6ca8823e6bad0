#include "pipeline/home/home.h"

#include "pipeline/home/migrations.h"

#include "home_fixture.h"
#include <gmock/gmock.h>
#include <sys/stat.h>

namespace tanfang {

namespace {

namespace fs = std::filesystem;

Fault fault_of(const std::function<void()>& action) {
    try {
        action();
    } catch (const Error& error) {
        return error.fault();
    }
    ADD_FAILURE() << "no error";
    return Fault::interrupted;
}

unsigned mode_of(const fs::path& file) {
    struct stat status {};
    EXPECT_EQ(::stat(file.c_str(), &status), 0) << file;
    return status.st_mode & 0777;
}

}  // namespace

TEST(Home, KeepsTheReceivedFileByteForByteForItsOwnerOnly) {
    TemporaryFolder folder;
    const std::string bytes("scan\0\xff\n", 7);
    Home home = Home::open_or_create(folder / "home", tester());
    const Receipt receipt = home.receive(write_file(folder / "a.jpg", bytes), "batch");
    EXPECT_EQ(receipt.sha256, sha256_hex(bytes_of(bytes)));
    const auto stored =
        folder / "home" / "originals" / receipt.sha256.substr(0, 2) / receipt.sha256;
    EXPECT_EQ(bytes_in(stored), bytes);
    ASSERT_EQ(home.unread().size(), 1u);
    EXPECT_EQ(home.unread()[0].stored, stored);
    EXPECT_EQ(home.unread()[0].name, folder / "a.jpg");
    EXPECT_EQ(mode_of(stored), 0600u);
    for (const std::string name : {"home.db", "home.db-wal", "key", "lock"})
        EXPECT_EQ(mode_of(folder / "home" / name), 0600u) << name;
    for (const std::string name : {"", "originals", "tmp"})
        EXPECT_EQ(mode_of(folder / "home" / name), 0700u) << name;
    EXPECT_TRUE(fs::is_empty(folder / "home" / "tmp"));
}

TEST(Home, TakesTheSameBytesOnceWhateverTheirName) {
    TemporaryFolder folder;
    Home home = Home::open_or_create(folder / "home", tester());
    EXPECT_FALSE(home.receive(write_file(folder / "a.jpg", "scan"), "monday").known);
    EXPECT_TRUE(home.receive(write_file(folder / "b.jpg", "scan"), "tuesday").known);
    ASSERT_EQ(home.unread().size(), 1u);
    EXPECT_EQ(home.unread()[0].name, folder / "a.jpg");
    Sqlite database(folder / "home" / "home.db");
    database.query("SELECT COUNT(*) FROM delivery", {},
                   [](const SqlRow& row) { EXPECT_EQ(row.integer(0), 2); });
}

TEST(Home, HealsAnOriginalThatTheDiskDamaged) {
    TemporaryFolder folder;
    Home home = Home::open_or_create(folder / "home", tester());
    const auto file = write_file(folder / "a.jpg", "scan");
    home.receive(file, "batch");
    const auto stored = home.unread()[0].stored;
    write_file(stored, "rotten");
    home.receive(file, "batch");
    EXPECT_EQ(bytes_in(stored), "scan");
}

TEST(Home, RefusesWhatIsNoRegularFile) {
    TemporaryFolder folder;
    Home home = Home::open_or_create(folder / "home", tester());
    ASSERT_EQ(::mkfifo((folder / "fifo").c_str(), 0600), 0);
    fs::create_symlink(folder / "nowhere", folder / "dangling");
    for (const std::string name : {"fifo", "dangling", "missing", "home"})
        EXPECT_EQ(fault_of([&] { home.receive(folder / name, "batch"); }), Fault::unreadable_scan)
            << name;
    EXPECT_TRUE(home.unread().empty());
}

TEST(Home, JoinsCopiesAndPagesOfOneSerial) {
    TemporaryFolder folder;
    Home home = Home::open_or_create(folder / "home", tester());
    const auto sha = home.receive(write_file(folder / "a.pdf", "scan"), "batch").sha256;
    Json second_copy = line_of(1, "8J4K2M7Q9T");
    second_copy["copy"] = 2;
    EXPECT_TRUE(home.store_page(sha, parse_read_page(second_copy)));
    EXPECT_TRUE(home.store_page(sha, parse_read_page(line_of(0, "8J4K2M7Q9T"))));
    EXPECT_TRUE(home.store_page(sha, parse_read_page(line_of(2, "0000000001"))));
    home.finish_file(sha, 3);
    const auto records = records_of(home);
    ASSERT_EQ(records.size(), 2u);
    EXPECT_EQ(records[0]["serial"], "8J4K2M7Q9T");
    EXPECT_EQ(records[0]["form"], "enrollment");
    EXPECT_EQ(records[0]["form_version"], 1);
    EXPECT_EQ(records[0]["decisions"], Json::array());
    ASSERT_EQ(records[0]["pages"].size(), 2u);
    EXPECT_EQ(records[0]["pages"][0], line_of(0, "8J4K2M7Q9T"))
        << "in order of the copies, as they were read";
    EXPECT_EQ(records[0]["pages"][1], second_copy);
    EXPECT_TRUE(home.unread().empty());
}

TEST(Home, MakesOneRecordPerPageWithoutSerial) {
    TemporaryFolder folder;
    Home home = Home::open_or_create(folder / "home", tester());
    const auto sha = home.receive(write_file(folder / "a.pdf", "scan"), "batch").sha256;
    for (const int page : {0, 1, 2})
        home.store_page(sha, parse_read_page(line_of(page, "", page == 1 ? "rejected" : "review")));
    const auto records = records_of(home);
    ASSERT_EQ(records.size(), 3u);
    EXPECT_EQ(records[1]["status"], "rejected");
    EXPECT_EQ(records[1]["serial"], nullptr);
    EXPECT_EQ(records_of(home, {PageStatus::review, 0}).size(), 2u);
    EXPECT_EQ(records_of(home, {PageStatus::accepted, 0}).size(), 0u);
}

TEST(Home, StoresAPageOnlyOnce) {
    TemporaryFolder folder;
    Home home = Home::open_or_create(folder / "home", tester());
    const auto sha = home.receive(write_file(folder / "a.pdf", "scan"), "batch").sha256;
    EXPECT_TRUE(home.store_page(sha, parse_read_page(line_of(0, ""))));
    EXPECT_FALSE(home.store_page(sha, parse_read_page(line_of(0, ""))));
    EXPECT_EQ(records_of(home).size(), 1u);
    EXPECT_THROW(home.finish_file(sha, 2), std::logic_error)
        << "a page that was lost on the way is noticed";
    EXPECT_EQ(home.unread().size(), 1u);
}

TEST(Home, ShowsAfterACursorOnlyWhatChangedSince) {
    TemporaryFolder folder;
    Home home = Home::open_or_create(folder / "home", tester());
    const auto sha = home.receive(write_file(folder / "a.pdf", "scan"), "batch").sha256;
    home.store_page(sha, parse_read_page(line_of(0, "0000000001")));
    home.store_page(sha, parse_read_page(line_of(1, "0000000002")));
    const std::int64_t cursor = records_of(home).back()["cursor"];
    EXPECT_TRUE(records_of(home, {std::nullopt, cursor}).empty());
    home.store_page(sha, parse_read_page(line_of(2, "0000000001")));
    const auto changed = records_of(home, {std::nullopt, cursor});
    ASSERT_EQ(changed.size(), 1u);
    EXPECT_EQ(changed[0]["serial"], "0000000001");
    EXPECT_EQ(changed[0]["pages"].size(), 2u);
    EXPECT_GT(changed[0]["cursor"].get<std::int64_t>(), cursor);
}

TEST(Home, LeavesNothingPersonalReadableInTheDatabase) {
    TemporaryFolder folder;
    {
        Home home = Home::open_or_create(folder / "home", tester());
        const auto sha = home.receive(write_file(folder / "林阿满.pdf", "scan"), "batch").sha256;
        home.store_page(sha, parse_read_page(line_of(0, "8J4K2M7Q9T")));
        const std::string raw =
            bytes_in(folder / "home" / "home.db") + bytes_in(folder / "home" / "home.db-wal");
        EXPECT_NE(raw.find("8J4K2M7Q9T"), std::string::npos)
            << "the serial is plain: the test looks in the right place";
        for (const std::string secret :
             {"林阿满", "350599194507080019", "subject_name", "scan.pdf"})
            EXPECT_EQ(raw.find(secret), std::string::npos) << secret;
    }
    const std::string raw = bytes_in(folder / "home" / "home.db");
    EXPECT_NE(raw.find("8J4K2M7Q9T"), std::string::npos);
    EXPECT_EQ(raw.find("林阿满"), std::string::npos);
}

TEST(Home, FindsAPersonByTheFingerprintOfTheIdNumber) {
    TemporaryFolder folder;
    Home home = Home::open_or_create(folder / "home", tester());
    const auto sha = home.receive(write_file(folder / "a.pdf", "scan"), "batch").sha256;
    home.store_page(sha, parse_read_page(line_of(0, "0000000001")));
    Json doubtful = line_of(1, "0000000002");
    doubtful["fields"]["subject_id_no"]["state"] = "doubtful";
    home.store_page(sha, parse_read_page(doubtful));
    const std::string expected =
        Vault::open(folder / "home" / "key").fingerprint("350599194507080019");
    std::vector<std::optional<std::string>> prints;
    Sqlite database(folder / "home" / "home.db");
    database.query("SELECT subject_id_fingerprint, event_date FROM record ORDER BY serial", {},
                   [&](const SqlRow& row) {
                       prints.push_back(row.maybe_text(0));
                       EXPECT_EQ(row.text(1), "2026-03-05");
                   });
    EXPECT_THAT(prints, testing::ElementsAre(expected, std::nullopt))
        << "only a claim is looked up";
}

TEST(Home, OpensOnlyWithItsOwnKey) {
    TemporaryFolder folder;
    { Home::open_or_create(folder / "home", tester()); }
    { Home::open_or_create(folder / "other", tester()); }
    HomeOptions wrong = tester();
    wrong.key_file = folder / "other" / "key";
    EXPECT_EQ(fault_of([&] { Home::open_or_create(folder / "home", wrong); }), Fault::bad_home);
    EXPECT_EQ(fault_of([&] { Home::open_to_read(folder / "home", wrong); }), Fault::bad_home);
    HomeOptions elsewhere = tester();
    elsewhere.key_file = folder / "moved";
    fs::rename(folder / "home" / "key", folder / "moved");
    EXPECT_EQ(fault_of([&] { Home::open_or_create(folder / "home", tester()); }), Fault::bad_home);
    EXPECT_FALSE(fs::exists(folder / "home" / "key")) << "no new key beside sealed records";
    EXPECT_NO_THROW(Home::open_or_create(folder / "home", elsewhere));
    write_file(folder / "moved", "short");
    EXPECT_EQ(fault_of([&] { Home::open_or_create(folder / "home", elsewhere); }), Fault::bad_home);
}

TEST(Home, RefusesAHomeOfANewerVersion) {
    TemporaryFolder folder;
    { Home::open_or_create(folder / "home", tester()); }
    Sqlite(folder / "home" / "home.db")
        .run("INSERT INTO migration (version, at) VALUES ($1, '')", {newest_schema() + 1});
    EXPECT_EQ(fault_of([&] { Home::open_or_create(folder / "home", tester()); }), Fault::bad_home);
    EXPECT_EQ(fault_of([&] { Home::open_to_read(folder / "home", tester()); }), Fault::bad_home);
}

TEST(Home, AllowsSeveralWritersAndReadersBesideThem) {
    TemporaryFolder folder;
    Home home = Home::open_or_create(folder / "home", tester());
    const auto sha = home.receive(write_file(folder / "a.pdf", "scan"), "batch").sha256;
    home.store_page(sha, parse_read_page(line_of(0, "")));
    write_file(folder / "home" / "tmp" / "half", "being received");
    Home other = Home::open_or_create(folder / "home", tester());
    EXPECT_TRUE(fs::exists(folder / "home" / "tmp" / "half")) << "it may be another program's";
    other.store_page(sha, parse_read_page(line_of(1, "")));
    EXPECT_FALSE(home.store_page(sha, parse_read_page(line_of(1, ""))));
    EXPECT_EQ(home.progress(sha).accepted, 2);
    EXPECT_FALSE(home.progress(sha).read);
    other.finish_file(sha, 2);
    EXPECT_TRUE(home.progress(sha).read);
    EXPECT_FALSE(home.progress("unknown").read);
    EXPECT_EQ(home.check_audit().first_broken, std::nullopt);
    Home reader = Home::open_to_read(folder / "home", tester());
    EXPECT_EQ(records_of(reader).size(), 2u);
}

TEST(Home, IsNotMendedForANewVersionWhileAnOldOneWorksInIt) {
    TemporaryFolder folder;
    Home home = Home::open_or_create(folder / "home", tester());
    Sqlite database(folder / "home" / "home.db");
    database.run("DELETE FROM migration WHERE version > 1");
    EXPECT_EQ(fault_of([&] { Home::open_or_create(folder / "home", tester()); }), Fault::bad_home);
}

TEST(Home, RefusesFoldersThatAreNoHome) {
    TemporaryFolder folder;
    fs::create_directory(folder / "scans");
    write_file(folder / "scans" / "a.jpg", "scan");
    EXPECT_EQ(fault_of([&] { Home::open_or_create(folder / "scans", tester()); }), Fault::bad_home);
    EXPECT_EQ(fault_of([&] { Home::open_to_read(folder / "scans", tester()); }), Fault::bad_home);
    EXPECT_EQ(std::distance(fs::directory_iterator(folder / "scans"), {}), 1)
        << "nothing was put there";
    EXPECT_EQ(fault_of([&] { Home::open_or_create("postgresql://server/home", tester()); }),
              Fault::bad_home);
    write_file(folder / "file", "");
    EXPECT_THROW(Home::open_or_create(folder / "file", tester()), Error);
    fs::create_directory(folder / "broken");
    write_file(folder / "broken" / "home.db", "this is no database, whatever its name says");
    Vault::create(folder / "broken" / "key");
    EXPECT_EQ(fault_of([&] { Home::open_or_create(folder / "broken", tester()); }),
              Fault::bad_home);
}

TEST(Home, SaysWhenTheDiskIsFull) {
    TemporaryFolder folder;
    fs::create_directory(folder / "home");
    fs::create_symlink("/dev/full", folder / "home" / "key.new");
    EXPECT_EQ(fault_of([&] { Home::open_or_create(folder / "home", tester()); }),
              Fault::output_failed);
    EXPECT_FALSE(fs::exists(folder / "home" / "key"));
}

// The home that version 1 made, kept for ever: every later version must open it.
TEST(Home, OpensAHomeOfVersion1) {
    TemporaryFolder folder;
    fs::copy(fs::path(TANFANG_SOURCE_DIR) / "tests/golden/home-v1", folder / "home",
             fs::copy_options::recursive);
    Home home = Home::open_or_create(folder / "home", tester());
    const auto records = records_of(home);
    ASSERT_EQ(records.size(), 2u);
    EXPECT_EQ(records[0]["serial"], "8J4K2M7Q9T");
    EXPECT_EQ(records[0]["status"], "accepted");
    EXPECT_EQ(records[0]["pages"][0]["fields"]["subject_name"]["value"], "林阿满");
    EXPECT_EQ(records[1]["status"], "rejected");
    EXPECT_FALSE(home.check_audit().first_broken);
    EXPECT_TRUE(home.unread().empty());
}

}  // namespace tanfang
