/// Where a sheet of a pile belongs among those who were printed for.
#include "pipeline/register/pile_place.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <vector>

#include <gtest/gtest.h>

namespace tanfang {

namespace {

/// Is the person among the first three?
bool is_among_three(const PileGap& gap, int person) {
    int likelier = 0;
    for (int other = 1; other <= gap.people; ++other)
        likelier += log_likelier_in_gap(gap, other) > log_likelier_in_gap(gap, person) ? 1 : 0;
    return likelier < 3;
}

}  // namespace

TEST(PilePlace, NothingMissingIsCertainAsFarAsPilesAre) {
    for (int person = 1; person <= 7; ++person)
        for (int other = 1; other <= 7; ++other)
            if (other != person)
                EXPECT_GT(log_likelier_in_gap({person, 7, 7}, person),
                          log_likelier_in_gap({person, 7, 7}, other) + 2);
}

TEST(PilePlace, WhereOneIsMissingTheNextIsAsLikelyAsThePlace) {
    const PileGap last{6, 6, 7};
    EXPECT_GT(log_likelier_in_gap(last, 6), 0);
    EXPECT_GT(log_likelier_in_gap(last, 7), 0);
    EXPECT_LT(log_likelier_in_gap(last, 4), 0);
}

TEST(PilePlace, LikelihoodsOfAllTogetherAreOneAndThoseAstrayBesides) {
    for (const PileGap gap : {PileGap{3, 5, 9}, PileGap{1, 1, 20}, PileGap{12, 20, 25}}) {
        double sum = 0;
        for (int person = 1; person <= gap.people; ++person)
            sum += std::exp(log_likelier_in_gap(gap, person)) / gap.people;
        EXPECT_GT(sum, 0.9);
        EXPECT_LT(sum, 1.2);
    }
}

TEST(PilePlace, PacksWithAnEighthMissingHaveTheRightPersonAmongThree) {
    std::mt19937 random(7);
    std::bernoulli_distribution is_missing(0.12);
    int sheets = 0, right = 0;
    for (int pack = 0; pack < 500; ++pack) {
        std::vector<int> there;
        for (int person = 1; person <= 7; ++person)
            if (!is_missing(random))
                there.push_back(person);
        const int count = static_cast<int>(there.size());
        for (int i = 0; i < count; ++i, ++sheets)
            right += is_among_three({i + 1, count, 7}, there[static_cast<std::size_t>(i)]) ? 1 : 0;
    }
    EXPECT_GT(right, 0.97 * sheets);
}

TEST(PilePlace, MoreSheetsThanPeopleShareTheirPlaces) {
    EXPECT_GT(log_likelier_in_gap({5, 9, 3}, 2), log_likelier_in_gap({5, 9, 3}, 1));
    EXPECT_GT(log_likelier_in_gap({9, 9, 3}, 3), log_likelier_in_gap({9, 9, 3}, 2));
    EXPECT_EQ(log_likelier_in_gap({5, 9, 3}, 1), log_likelier_in_gap({5, 9, 3}, 3));
}

}  // namespace tanfang
