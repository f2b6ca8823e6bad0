#include "tests/torture/soak.h"

#include <gtest/gtest.h>

namespace tanfang::torture {

TEST(Soak, TwoThousandPagesLeaveMemoryAndDescriptorsAsTheyWere) {
    const Soak soak = work_long(2000);
    EXPECT_LT(soak.grown_kib, 1024);
    EXPECT_EQ(soak.descriptors_grown, 0);
}

}  // namespace tanfang::torture
