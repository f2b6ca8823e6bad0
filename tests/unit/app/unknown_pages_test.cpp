#include "pipeline/app/unknown_pages.h"

#include <algorithm>
#include <numeric>
#include <random>

#include <gtest/gtest.h>

namespace tanfang {

namespace {

using Numbers = std::vector<std::size_t>;

Numbers numbers_of(const UnknownPages::Due& due) {
    Numbers numbers;
    for (const auto& page : due.pages) numbers.push_back(page.number);
    return numbers;
}

/// Puts every third page aside, as threads do that read the pages in this order.
void read_page(UnknownPages& unknown, std::size_t number) {
    if (number % 3 == 0) {
        BatchPage page;
        page.number = number;
        unknown.put(std::move(page));
    }
    unknown.note_read(number);
}

/// The pile's order, but up to `threads` pages come in any order.
Numbers as_read_by(std::size_t threads, std::size_t pages, unsigned seed) {
    std::mt19937 chance(seed);
    Numbers order(pages);
    std::iota(order.begin(), order.end(), 0);
    for (std::size_t at = 0; at < pages; at += threads)
        std::shuffle(order.begin() + static_cast<long>(at),
                     order.begin() + static_cast<long>(std::min(at + threads, pages)), chance);
    return order;
}

}  // namespace

TEST(UnknownPages, AreLearnedFromInTheOrderOfThePileHoweverThreadsReadThem) {
    constexpr std::size_t pages = 90;
    for (unsigned seed = 0; seed < 20; ++seed) {
        UnknownPages unknown;
        Numbers first;
        for (const std::size_t number : as_read_by(1 + seed % 8, pages, seed)) {
            read_page(unknown, number);
            if (first.empty() && unknown.is_due())
                first = numbers_of(unknown.take());
        }
        ASSERT_GE(first.size(), static_cast<std::size_t>(UnknownPages::most)) << seed;
        for (std::size_t i = 0; i < first.size(); ++i) EXPECT_EQ(first[i], 3 * i) << seed;
    }
}

TEST(UnknownPages, WaitForTheEarlierPagesOfThePile) {
    UnknownPages unknown;
    for (std::size_t number = 1; number < 100; ++number) read_page(unknown, number);
    EXPECT_FALSE(unknown.is_due()) << "page 0 is still being read";
    read_page(unknown, 0);
    ASSERT_TRUE(unknown.is_due());
    EXPECT_FALSE(unknown.take().last) << "more pages may come";
}

TEST(UnknownPages, AreDueWhenNothingMoreComes) {
    UnknownPages unknown;
    for (const std::size_t number : {0, 1, 3}) read_page(unknown, number);
    unknown.close(4);
    EXPECT_FALSE(unknown.is_due()) << "page 2 is still being read";
    read_page(unknown, 2);
    ASSERT_TRUE(unknown.is_due());
    const auto due = unknown.take();
    EXPECT_TRUE(due.last);
    EXPECT_EQ(numbers_of(due), (Numbers{0, 3}));
    EXPECT_FALSE(unknown.is_due()) << "nothing is left";
}

TEST(UnknownPages, ThatAreStillUnknownWaitOn) {
    UnknownPages unknown;
    for (std::size_t number = 0; number < 100; ++number) read_page(unknown, number);
    auto due = unknown.take();
    for (std::size_t i = 0; i < 5; ++i) unknown.put(std::move(due.pages[i]));
    EXPECT_FALSE(unknown.is_due());
    unknown.close(100);
    EXPECT_EQ(numbers_of(unknown.take()), (Numbers{0, 3, 6, 9, 12}));
}

}  // namespace tanfang
