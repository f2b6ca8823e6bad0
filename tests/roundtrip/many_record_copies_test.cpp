/// Many copies of records through several scanners.
#include "tests/roundtrip/record_copies.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanfang::simulate {
namespace {

ScanCondition office_scan() {
    ScanCondition how = plain_scan();
    how.name = "office";
    how.color = true;
    how.any_orientation = true;
    how.skew_degrees = 2;
    how.bend_mm = 0.4;
    how.noise = 4;
    how.block_step = 12;
    return how;
}

ScanCondition fax() {
    ScanCondition how = plain_scan();
    how.name = "fax";
    how.dpi = 200;
    how.bilevel = true;
    how.skew_degrees = 1;
    return how;
}

TEST(ManyRecordCopies, ComeBackAsTheirRecordsOrAsk) {
    int equal = 0, open = 0, spelled = 0, misread = 0;
    for (const auto& how : {plain_scan(), office_scan(), fax()}) {
        std::cout << how.name << ": ";
        const CopyComparison all = copied_and_read(15, false, how, 22);
        EXPECT_THAT(all.wrong, testing::IsEmpty()) << how.name;
        equal += all.equal;
        open += all.open;
        spelled += all.spelled;
        misread += all.misread;
    }
    EXPECT_GT(equal, 900);
    EXPECT_GT(open, 200);
    EXPECT_GT(spelled, 5 * misread);
}

/// The reader knows 3,880 characters; these are any of some 5,000, with extensions A and B.
TEST(ManyRecordCopies, AskForCharactersThatNobodyCanRead) {
    const CopyComparison all = copied_and_read(15, true, plain_scan(), 23);
    EXPECT_THAT(all.wrong, testing::IsEmpty());
}

}  // namespace
}  // namespace tanfang::simulate
