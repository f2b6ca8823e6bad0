/// A copy of a record that comes back from the scanner claims nothing that the record does not.
#include "tests/roundtrip/record_copies.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanfang::simulate {
namespace {

TEST(RecordCopy, ComesBackFromTheScannerAsItsRecordOrAsks) {
    const CopyComparison all = copied_and_read(1, false, plain_scan(), 21);
    EXPECT_THAT(all.wrong, testing::IsEmpty());
    EXPECT_GT(all.open, 5);
    EXPECT_THAT(all.guessed, testing::IsEmpty()) << "what is marked as open is no value";
    EXPECT_GT(all.equal, 30);
    EXPECT_GT(all.spelled, 5 * all.misread) << "print is read";
}

}  // namespace
}  // namespace tanfang::simulate
