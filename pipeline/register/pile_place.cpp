#include "pipeline/register/pile_place.h"

#include <cmath>

namespace tanfang {

namespace {

// How piles come about; chosen, not measured.
constexpr double missing_at_the_end =
    0.3;  ///< nothing is missing before the sheet: it is not done yet, or the pile is cut
constexpr double missing_before = 0.1;    ///< nothing is missing behind it
constexpr double missing_anywhere = 0.4;  ///< whoever was not visited
constexpr double one_astray = 0.1;        ///< two neighbors changed places
constexpr double astray = 0.1;            ///< anywhere

double log_choose(int of, int chosen) {
    return std::lgamma(of + 1.0) - std::lgamma(chosen + 1.0) - std::lgamma(of - chosen + 1.0);
}

/// Of all ways in which the missing may be spread, the share in which the sheet is the person's.
double share_of_ways(const PileGap& gap, int person) {
    const int before = gap.sheet - 1, behind = gap.sheets - gap.sheet;
    if (person - 1 < before || gap.people - person < behind)
        return 0;
    return std::exp(log_choose(person - 1, before) + log_choose(gap.people - person, behind) -
                    log_choose(gap.people, gap.sheets));
}

}  // namespace

double log_likelier_in_gap(const PileGap& gap, int person) {
    const double even = astray / gap.people;
    if (gap.sheets > gap.people) {
        const double place = (gap.sheet - 0.5) * gap.people / gap.sheets + 0.5;
        const double off = std::abs(person - place);
        return std::log(gap.people * (even + (off < 1 ? (1 - astray) * (1 - off) : 0)));
    }
    const int last = gap.people - gap.sheets + gap.sheet;  // if nobody is missing behind it
    const double next_to_it =
        std::abs(person - gap.sheet) == 1 || std::abs(person - last) == 1 ? one_astray / 2 : 0;
    return std::log(gap.people *
                    (even + next_to_it + (person == gap.sheet ? missing_at_the_end : 0) +
                     (person == last ? missing_before : 0) +
                     missing_anywhere * share_of_ways(gap, person)));
}

}  // namespace tanfang
