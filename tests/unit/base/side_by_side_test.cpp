#include "pipeline/base/side_by_side.h"

#include <atomic>
#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

namespace tanfang {

TEST(SideBySide, EveryItemIsTakenOnceHoweverManyThereAre) {
    for (const std::size_t count : {0u, 1u, 255u, 511u, 512u, 100'003u}) {
        std::vector<int> taken(count, 0);
        side_by_side(count, [&](std::size_t first, std::size_t last) {
            for (std::size_t i = first; i < last; ++i) ++taken[i];
        });
        EXPECT_EQ(taken, std::vector<int>(count, 1)) << count;
    }
}

TEST(SideBySide, AFaultOfTheFirstRangeIsThrownWhenAllAreDone) {
    constexpr std::size_t count = 100'000;
    std::atomic<std::size_t> done = 0;
    const auto work = [&](std::size_t first, std::size_t last) {
        if (first == 0)
            throw std::out_of_range("the first range");
        for (std::size_t i = first; i < last; ++i) ++done;
        throw std::runtime_error("another range");
    };
    EXPECT_THROW(side_by_side(count, work), std::out_of_range);
    const std::size_t left = done;
    EXPECT_THROW(side_by_side(count, work), std::out_of_range);
    EXPECT_EQ(done, 2 * left) << "nobody worked on after the call came back";
}

}  // namespace tanfang
