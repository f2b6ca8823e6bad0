// A tenth of what long_torture_test.cpp does, for every day.
#include "tests/torture/torture.h"

#include <cerrno>

#include <gtest/gtest.h>

namespace tanfang::torture {

TEST(Torture, KilledAtAnyOperationNothingIsLostOrDoubled) {
    const Tally tally = kill_often(1000, 1);
    EXPECT_EQ(tally.bad, 0) << tally;
    EXPECT_GE(tally.interruptions, 1000);
}

TEST(Torture, AfterAPowerCutNothingAcknowledgedIsLost) {
    const Tally tally = cut_power_often(1000, 2);
    EXPECT_EQ(tally.bad, 0) << tally;
}

TEST(Torture, WhateverOperationFailsTheNextRunMendsIt) {
    const Tally tally = fail_everywhere({ENOSPC, EIO, EACCES}, 1);
    EXPECT_EQ(tally.bad, 0) << tally;
    EXPECT_GT(tally.interruptions, 300) << tally;
    EXPECT_GT(tally.reported, tally.interruptions / 2) << tally;
}

class SeededMistake : public testing::TestWithParam<Mistake> {};

TEST_P(SeededMistake, IsFoundInATenthOfTheStates) {
    const Tally tally = cut_power_often(100, 3, GetParam());
    EXPECT_GE(tally.bad, 10) << tally;
}

INSTANTIATE_TEST_SUITE_P(Torture, SeededMistake,
                         testing::Values(Mistake::no_file_sync, Mistake::normal_synchronous,
                                         Mistake::no_directory_sync, Mistake::moved_before_commit),
                         [](const auto& mistake) {
                             switch (mistake.param) {
                                 case Mistake::no_file_sync:
                                     return "NoFileSync";
                                 case Mistake::normal_synchronous:
                                     return "NormalSynchronous";
                                 case Mistake::no_directory_sync:
                                     return "NoDirectorySync";
                                 default:
                                     return "MovedBeforeCommit";
                             }
                         });

}  // namespace tanfang::torture
