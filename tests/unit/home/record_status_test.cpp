#include "pipeline/home/record_status.h"

#include <gtest/gtest.h>

namespace tanfang {

namespace {

constexpr auto accepted = PageStatus::accepted;
constexpr auto review = PageStatus::review;
constexpr auto rejected = PageStatus::rejected;

}  // namespace

TEST(RecordStatus, IsThatOfItsOnlyPage) {
    for (const auto status : {accepted, review, rejected})
        EXPECT_EQ(record_status({{"visit", 1, status}}), status);
}

TEST(RecordStatus, AsksIfAnyPageAsks) {
    EXPECT_EQ(record_status({{"visit", 1, accepted}, {"visit", 1, review}}), review);
}

TEST(RecordStatus, ForgivesARejectedCopyOfAPageThatWasRead) {
    EXPECT_EQ(record_status({{"visit", 1, rejected}, {"visit", 1, accepted}}), accepted);
    EXPECT_EQ(record_status({{"enrollment", 1, accepted}, {"enrollment", 2, rejected}}), review);
    EXPECT_EQ(record_status({{"enrollment", 1, accepted}, {"enrollment", std::nullopt, rejected}}),
              review);
    EXPECT_EQ(record_status({{"visit", 1, rejected}, {"visit", 1, rejected}}), rejected);
}

TEST(RecordStatus, AsksIfTheSamePaperClaimsToBeTwoForms) {
    EXPECT_EQ(record_status({{"visit", 1, accepted}, {"enrollment", 1, accepted}}), review);
    EXPECT_EQ(record_status({{"visit", 1, accepted}, {std::nullopt, 1, accepted}}), accepted);
}

}  // namespace tanfang
