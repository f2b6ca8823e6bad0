/// A date in its three slots, decoded together.
///
/// in:  what the three slots can spell
/// out: the most probable real date
#pragma once

#include "pipeline/recognize/reading.h"
#include "pipeline/record/calendar.h"

#include <optional>

namespace tanfang {

struct KnownDate {
    Date date{};
    double posterior = 0;  ///< 0..1: this date among all that may stand there
    double mass = 0;       ///< as Spelling::mass
    bool plain = false;    ///< as Spelling::plain
};

/// Considers every day from the first of a year to today; two digits of a year mean 20yy.
///
/// @param first  first year that the field may name
/// @param expected  month in which the day is expected, "2026-03"; empty: nothing is. It weighs in
///                  the posterior only, and never against what a slot by itself says
/// @return       nothing if a slot has no graph
std::optional<KnownDate> decode_known_date(const TileGraph& year, const TileGraph& month,
                                           const TileGraph& day, int first, const Date& today,
                                           double sharpness, const std::string& expected);

}  // namespace tanfang
