// The full number of interruptions.
#include <cerrno>
#include <iostream>

#include "tests/torture/backup_faults.h"
#include "tests/torture/soak.h"
#include "tests/torture/torture.h"
#include <gtest/gtest.h>

namespace tanfang::torture {

TEST(LongTorture, TenThousandKillsLoseAndDoubleNothing) {
    const Tally tally = kill_often(10'000, 11);
    std::cout << tally << '\n';
    EXPECT_EQ(tally.bad, 0) << tally;
}

TEST(LongTorture, TenThousandPowerCutsLoseNothingAcknowledged) {
    const Tally tally = cut_power_often(10'000, 12);
    std::cout << tally << '\n';
    EXPECT_EQ(tally.bad, 0) << tally;
}

TEST(LongTorture, EveryOperationMayFailWithEveryError) {
    const Tally tally = fail_everywhere({ENOSPC, EIO, EACCES}, 3);
    std::cout << tally << '\n';
    EXPECT_EQ(tally.bad, 0) << tally;
}

TEST(LongTorture, EveryOperationOfABackupMayFailWithEveryError) {
    const Tally tally = fail_backup_everywhere({.errors_each = 3, .look_each = 1});
    std::cout << tally << '\n';
    EXPECT_EQ(tally.bad, 0) << tally;
}

TEST(LongTorture, EveryOperationOfARestoreMayFailWithEveryError) {
    const Tally tally = fail_restore_everywhere({.errors_each = 3, .look_each = 1});
    std::cout << tally << '\n';
    EXPECT_EQ(tally.bad, 0) << tally;
}

TEST(LongTorture, TwentyThousandPagesLeaveMemoryAndDescriptorsAsTheyWere) {
    const Soak soak = work_long(20'000);
    std::cout << soak.grown_kib << " KiB, " << soak.descriptors_grown << " descriptors\n";
    EXPECT_LT(soak.grown_kib, 1024);
    EXPECT_EQ(soak.descriptors_grown, 0);
}

TEST(LongTorture, EachSeededMistakeIsFoundInATenthOfTheStates) {
    for (const auto mistake : {Mistake::no_file_sync, Mistake::normal_synchronous,
                               Mistake::no_directory_sync, Mistake::moved_before_commit}) {
        const Tally tally = cut_power_often(1000, 13, mistake);
        std::cout << tally << '\n';
        EXPECT_GE(tally.bad, 100) << tally;
    }
}

}  // namespace tanfang::torture
