#include "pipeline/home/backup.h"

#include "pipeline/home/restore.h"

#include <atomic>
#include <thread>

#include "home_fixture.h"
#include <gmock/gmock.h>
#include <sys/stat.h>

namespace tanfang {

namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

class Backup : public testing::Test {
  protected:
    /// Takes in a file of two pages.
    std::string take_in(const std::string& bytes) {
        Home open = Home::open_or_create(home, tester());
        const auto sha = open.receive(write_file(folder / "scan.pdf", bytes), "batch").sha256;
        open.store_page(sha, parse_read_page(line_of(0, "8J4K2M7Q9T")));
        open.store_page(sha, parse_read_page(line_of(1, "", "rejected")));
        open.finish_file(sha, 2);
        return sha;
    }

    BackupHooks hooks() {
        said.clear();
        return {[this](const std::string& finding) { said.push_back(finding); }};
    }

    BackupResult back_up() { return back_up_home(home, backup, hooks()); }

    RestoreResult restore() {
        HomeOptions options = tester();
        options.key_file = folder / "key copy";
        fs::copy_file(home / "key", options.key_file, fs::copy_options::overwrite_existing);
        return restore_home(backup, restored, options, hooks());
    }

    void expect_restored_as(const std::vector<Json>& records) {
        Home open = Home::open_to_read(restored, tester());
        EXPECT_EQ(records_of(open), records);
        for (const auto& entry : fs::recursive_directory_iterator(restored / "originals"))
            if (entry.is_regular_file()) {
                EXPECT_EQ(sha256_hex(bytes_of(bytes_in(entry.path()))), entry.path().filename());
            }
    }

    void expect_refused(const std::string& words) {
        try {
            restore();
            ADD_FAILURE() << words;
        } catch (const Error& error) {
            EXPECT_EQ(error.fault(), Fault::bad_home);
            EXPECT_THAT(error.what(), HasSubstr(words));
        }
        EXPECT_FALSE(fs::exists(restored)) << "nothing that looks like a home";
    }

    std::vector<Json> records() {
        Home open = Home::open_to_read(home, tester());
        return records_of(open);
    }

    fs::path kept(const std::string& sha256) const {
        return backup / "originals" / sha256.substr(0, 2) / sha256;
    }

    TemporaryFolder folder;
    const fs::path home = folder / "home", backup = folder / "backup",
                   restored = folder / "restored";
    std::vector<std::string> said;
};

}  // namespace

TEST_F(Backup, GivesBackTheSameRecordsAndOriginals) {
    take_in("first");
    take_in("second");
    EXPECT_EQ(back_up().copied, 2);
    const RestoreResult result = restore();
    EXPECT_THAT(said, ElementsAre());
    EXPECT_EQ(result.check.originals, 2);
    EXPECT_EQ(result.check.pages, 4);
    expect_restored_as(records());
    Home again = Home::open_or_create(restored, tester());
    EXPECT_EQ(again.receive(write_file(folder / "more.pdf", "third"), "batch").known, false)
        << "it can be worked with";
}

TEST_F(Backup, CopiesOnlyWhatIsNew) {
    take_in("first");
    back_up();
    EXPECT_EQ(back_up().copied, 0);
    take_in("second");
    EXPECT_EQ(back_up().copied, 1);
    EXPECT_EQ(std::distance(fs::directory_iterator(backup / "db"), {}), 1)
        << "older databases are not kept";
    restore();
    expect_restored_as(records());
}

TEST_F(Backup, HoldsNoKeyAndIsForItsOwnerOnly) {
    take_in("first");
    back_up();
    const std::string key = bytes_in(home / "key");
    for (const auto& entry : fs::recursive_directory_iterator(backup)) {
        struct stat status {};
        ASSERT_EQ(::stat(entry.path().c_str(), &status), 0);
        EXPECT_EQ(status.st_mode & 077, 0u) << entry.path();
        if (entry.is_regular_file()) {
            EXPECT_EQ(bytes_in(entry.path()).find(key), std::string::npos) << entry.path();
        }
    }
    EXPECT_NO_THROW(restore());
}

TEST_F(Backup, IsOneMomentWhileAnotherProgramWrites) {
    take_in("first");
    std::atomic<bool> done = false;
    std::thread writer([&] {
        Home open = Home::open_or_create(home, tester());
        for (int file = 0; file < 60; ++file) {
            const auto scan = write_file(folder / "busy.pdf", "busy " + std::to_string(file));
            const auto sha = open.receive(scan, "batch").sha256;
            open.store_page(sha, parse_read_page(line_of(0, "")));
            open.finish_file(sha, 1);
        }
        done = true;
    });
    int restores = 0;
    do {
        back_up();
        restore();
        EXPECT_THAT(said, ElementsAre());
        fs::remove_all(restored);
        ++restores;
    } while (!done);
    writer.join();
    back_up();
    restore();
    expect_restored_as(records());
}

TEST_F(Backup, ThatIsDamagedIsRefused) {
    const std::string first = take_in("first");
    take_in("second");
    const auto contents = back_up().contents;
    const auto breaks = [&](const fs::path& file, const std::string& bytes,
                            const std::string& words) {
        const std::string sound = bytes_in(file);
        write_file(file, bytes);
        expect_refused(words);
        write_file(file, sound);
    };
    breaks(kept(first), "firsu", "有原件不见了或已损坏");
    EXPECT_THAT(said, ElementsAre(first + "：备份中的原件已损坏"));
    breaks(kept(first), "", "有原件不见了或已损坏");
    breaks(backup / "db" / (contents.database + ".db"), "no database", "校验值不符");
    breaks(backup / "backup.json", "{\"schema\": \"tanfang-", "读不懂");
    breaks(backup / "backup.json", R"({"schema": "tanfang-backup/2"})", "更新版本");
    fs::rename(kept(first), folder / "away");
    expect_refused("有原件不见了或已损坏");
    EXPECT_THAT(said, ElementsAre(first + "：备份中的原件不见了"));
    fs::rename(folder / "away", kept(first));
    restore();
    expect_restored_as(records());
}

TEST_F(Backup, ThatWasCutShortIsNoneOrTheOneBefore) {
    take_in("first");
    const auto stop = [] { throw Error(Fault::interrupted, "", "stopped"); };
    EXPECT_THROW(back_up_home(home, backup, {[](const auto&) {}, stop}), Error);
    expect_refused("没有完整的备份");
    back_up();
    const auto before = records();
    take_in("second");
    EXPECT_THROW(back_up_home(home, backup, {[](const auto&) {}, stop}), Error);
    restore();
    expect_restored_as(before);
    fs::remove_all(restored);
    back_up();
    restore();
    expect_restored_as(records());
}

TEST_F(Backup, TellsWhichOriginalsTheHomeHasLost) {
    const std::string first = take_in("first");
    const std::string second = take_in("second");
    back_up();
    const std::string third = take_in("third");
    for (const auto& sha : {first, third})
        write_file(home / "originals" / sha.substr(0, 2) / sha, "rot");
    const auto contents = back_up().contents;
    EXPECT_THAT(contents.missing, ElementsAre(third)) << "the first is in the earlier backup";
    EXPECT_THAT(said, ElementsAre(HasSubstr(third)));
    EXPECT_EQ(bytes_in(kept(first)), "first");
    const RestoreResult result = restore();
    EXPECT_EQ(result.check.findings, 1);
    EXPECT_THAT(said, ElementsAre(HasSubstr(third + "：原件不见了")));
    expect_restored_as(records());
}

TEST_F(Backup, RefusesFoldersThatAreNotItsOwn) {
    take_in("first");
    const auto refused = [&](const fs::path& to) {
        EXPECT_THROW(back_up_home(home, to, hooks()), Error) << to;
    };
    refused(home);
    refused(home / "originals" / "backup");
    fs::create_directory(folder / "scans");
    write_file(folder / "scans" / "a.jpg", "scan");
    refused(folder / "scans");
    EXPECT_EQ(std::distance(fs::directory_iterator(folder / "scans"), {}), 1);
    { Home::open_or_create(folder / "other", tester()); }
    back_up_home(folder / "other", backup, hooks());
    refused(backup);
    EXPECT_THROW(back_up_home(folder / "nowhere", backup, hooks()), Error);
}

TEST_F(Backup, IsNotMadeOfADamagedDatabase) {
    take_in("first");
    back_up();
    const auto good = BackupFolder(backup).contents()->database;
    std::string bytes = bytes_in(home / "home.db");
    for (std::size_t at = 4096; at < bytes.size(); at += 100) bytes[at] = 'x';
    write_file(home / "home.db", bytes);
    EXPECT_THROW(back_up(), std::exception);
    EXPECT_EQ(BackupFolder(backup).contents()->database, good);
}

TEST_F(Backup, IsRestoredOnlyWithItsKeyAndNeverOverAnything) {
    take_in("first");
    back_up();
    { Home::open_or_create(folder / "other", tester()); }
    HomeOptions wrong = tester();
    wrong.key_file = folder / "other" / "key";
    EXPECT_THROW(restore_home(backup, restored, wrong, hooks()), Error);
    EXPECT_FALSE(fs::exists(restored));
    fs::create_directory(restored);
    write_file(restored / "note.txt", "mine");
    EXPECT_THROW(restore(), Error);
    fs::remove(restored / "note.txt");
    restore();
    expect_restored_as(records());
}

}  // namespace tanfang
