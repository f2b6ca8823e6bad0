// A backup is killed at each of its operations: what is left is the backup before, the new one, or
// none, and the next run completes it. So is a restore.
#include <functional>
#include <utility>

#include "tests/torture/backup_faults.h"
#include "tests/torture/backup_office.h"
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tanfang::torture {

namespace {

namespace fs = std::filesystem;

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

class BackupTorture : public testing::Test, protected BackupOffice {};

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
            if (!dies_at(at, backup, [&] { back_up(); }))
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
            back_up();
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
    back_up();
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

TEST(BackupFaults, WhateverFailsTheBackupBeforeStaysAndTheNextRunIsWhole) {
    const Tally tally = fail_backup_everywhere({});
    EXPECT_EQ(tally.bad, 0) << tally;
    EXPECT_GT(tally.reported, tally.interruptions / 2) << tally;
}

TEST(BackupFaults, WhateverFailsARestoreLeavesAWholeHomeOrNone) {
    const Tally tally = fail_restore_everywhere({});
    EXPECT_EQ(tally.bad, 0) << tally;
    EXPECT_GT(tally.reported, tally.interruptions / 2) << tally;
}

}  // namespace tanfang::torture
