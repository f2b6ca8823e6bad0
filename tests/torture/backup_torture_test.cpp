// A backup is killed at each of its operations: what is left is the backup before, the new one, or
// none, and the next run completes it. So is a restore.
#include "pipeline/home/restore.h"

#include <array>
#include <cerrno>
#include <functional>
#include <utility>

#include "tests/torture/small_office.h"
#include "tests/torture/workplace.h"
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tanfang::torture {

namespace {

namespace fs = std::filesystem;

const BackupHooks silent = {[](const std::string&) {}};

/// Runs something in a child that dies at its so-manieth operation below a root. @return whether it
/// did
bool dies_at(long operation, const fs::path& root, const std::function<void()>& run) {
    const pid_t child = ::fork();
    if (child == 0) {
        try {
            Watch watch({root, Plan::Hit::kill, operation, 0, Mistake::none});
            run();
        } catch (...) {
            ::_exit(1);
        }
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(status == 0 || WIFSIGNALED(status));
    return WIFSIGNALED(status);
}

constexpr std::array failures = {ENOSPC, EIO, EACCES};  // each operation meets one of them

/// Runs something whose so-manieth operation below a root fails.
struct Failing {
    bool met = false;   ///< it has so many operations
    bool done = false;  ///< it came to its end all the same
};
Failing fails_at(long operation, Plan::Hit hit, const fs::path& root,
                 const std::function<void()>& run) {
    const int error = failures[static_cast<std::size_t>(operation) % failures.size()];
    Watch watch({root, hit, operation, error, Mistake::none});
    Failing result;
    try {
        run();
        result.done = true;
    } catch (const Error& told) {
        EXPECT_NE(std::string(told.what()), "");
    } catch (const std::exception& other) {
        ADD_FAILURE() << operation << ": not in words for the user: " << other.what();
    }
    result.met = watch.operations() >= operation;
    return result;
}

std::vector<Json> records_in(const fs::path& home) {
    std::vector<Json> records;
    Home::open_to_read(home, {}).each_record(
        {}, [&](const Json& record) { records.push_back(record); });
    return records;
}

class BackupTorture : public testing::Test {
  protected:
    void work_a_day() {
        const Deliveries deliveries = invent_deliveries(random);
        fs::create_directories(office / "inbox/done");
        for (const auto& [name, bytes] : deliveries) put_file(office / "inbox" / name, bytes);
        Home home = open_home(office);
        take_in(home, office, [](const std::string&) {});
    }

    void restore() {
        HomeOptions options;
        options.key_file = office / "home/key";
        restore_home(backup, restored, options, silent);
    }

    std::vector<Json> restored_records() {
        restore();
        auto records = records_in(restored);
        fs::remove_all(restored);
        return records;
    }

    const Workplace place;
    const fs::path office = place.root(), earlier = place.folder() / "earlier",
                   backup = place.folder() / "backup", restored = place.folder() / "restored";
    std::mt19937 random{7};
};

}  // namespace

TEST_F(BackupTorture, KilledAnywhereItLeavesAWholeBackupOrNone) {
    std::vector<Json> before, after;
    for (const bool first_time : {true, false}) {
        work_a_day();
        before = std::exchange(after, records_in(office / "home"));
        int states_before = 0, states_after = 0;
        for (long at = 1;; ++at) {
            fs::remove_all(backup);
            if (!first_time)
                fs::copy(earlier, backup, fs::copy_options::recursive);
            if (!dies_at(at, backup, [&] { back_up_home(office / "home", backup, silent); }))
                break;
            bool is_new = false;
            if (!BackupFolder(backup).contents()) {
                EXPECT_TRUE(first_time) << at << ": the backup before is lost";
            } else {
                const auto records = restored_records();
                is_new = records == after;
                EXPECT_TRUE(is_new || (!first_time && records == before)) << at;
            }
            ++(is_new ? states_after : states_before);
            back_up_home(office / "home", backup, silent);
            if (at % 5 == 0) {
                EXPECT_EQ(restored_records(), after) << at;
            }
        }
        EXPECT_GT(states_before, 10);
        EXPECT_GT(states_after, 0);
        if (first_time)
            fs::rename(backup, earlier);
    }
}

TEST_F(BackupTorture, ARestoreThatIsKilledLeavesNoHomeAndIsCompletedByTheNext) {
    work_a_day();
    const auto records = records_in(office / "home");
    back_up_home(office / "home", backup, silent);
    long at = 1;
    for (; dies_at(at, restored, [&] { restore(); }); at += 3) {
        if (fs::exists(restored)) {  // it died after its last step
            EXPECT_EQ(records_in(restored), records) << at;
            fs::remove_all(restored);
        }
        EXPECT_EQ(restored_records(), records) << at;
    }
    EXPECT_GT(at, 30);
    EXPECT_EQ(records_in(restored), records);
}

TEST_F(BackupTorture, WhateverFailsTheBackupBeforeStaysAndTheNextRunIsWhole) {
    work_a_day();
    const auto before = records_in(office / "home");
    back_up_home(office / "home", earlier, silent);
    work_a_day();
    const auto after = records_in(office / "home");
    int reported = 0, all = 0;
    for (const auto hit : {Plan::Hit::fail_once, Plan::Hit::fail_for_ever})
        for (long at = 1;; ++at, ++all) {
            fs::remove_all(backup);
            fs::copy(earlier, backup, fs::copy_options::recursive);
            const auto run = fails_at(at, hit, place.folder(),
                                      [&] { back_up_home(office / "home", backup, silent); });
            if (!run.met)
                break;
            reported += run.done ? 0 : 1;
            EXPECT_TRUE(BackupFolder(backup).contents()) << at;
            if (at % 4 == 0) {
                const auto kept = restored_records();
                EXPECT_TRUE(kept == after || (!run.done && kept == before)) << at;
            }
            if (at % 20 == 0) {
                back_up_home(office / "home", backup, silent);
                EXPECT_EQ(restored_records(), after) << at;
            }
        }
    EXPECT_GT(reported, all / 2) << all;
}

TEST_F(BackupTorture, WhateverFailsARestoreLeavesAWholeHomeOrNone) {
    work_a_day();
    const auto records = records_in(office / "home");
    back_up_home(office / "home", backup, silent);
    int reported = 0, all = 0;
    for (const auto hit : {Plan::Hit::fail_once, Plan::Hit::fail_for_ever})
        for (long at = 1;; ++at, ++all) {
            const auto run = fails_at(at, hit, place.folder(), [&] { restore(); });
            reported += run.done ? 0 : 1;
            EXPECT_TRUE(!run.done || fs::exists(restored)) << at;
            if (fs::exists(restored)) {  // perhaps only that it has its name could not be synced
                EXPECT_EQ(records_in(restored), records) << at;
                fs::remove_all(restored);
            } else if (at % 8 == 0) {
                EXPECT_EQ(restored_records(), records) << at;
            }
            if (!run.met)
                break;
        }
    EXPECT_GT(reported, all / 2) << all;
}

}  // namespace tanfang::torture
