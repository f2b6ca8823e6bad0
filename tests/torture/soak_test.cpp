#include "tests/torture/soak.h"

#include "tests/support/memory_counts.h"
#include <gtest/gtest.h>

namespace tanfang::torture {

TEST(Soak, TwoThousandPagesLeaveMemoryAndDescriptorsAsTheyWere) {
    const Soak soak = work_long(2000);
    if (support::memory_counts) {
        EXPECT_LT(soak.grown_kib, 1024);
    }
    EXPECT_EQ(soak.descriptors_grown, 0);
}

}  // namespace tanfang::torture
