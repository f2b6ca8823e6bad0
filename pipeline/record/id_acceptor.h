/// Which ID numbers can be: area, real birth date, check character.
///
/// in:  the county, the divisions, today
/// out: Acceptor of the cells of a comb
#pragma once

#include "pipeline/record/acceptor.h"
#include "pipeline/record/calendar.h"
#include "pipeline/record/divisions.h"

#include <string>

namespace tanfang {

/// All 18-character numbers whose check character holds, with a province that exists and a birth
/// date from 1900 on, not after today. Most people are from the county, some from its table of
/// divisions or the same prefecture: that is a prior, never a filter. A number of the first
/// generation (15 digits, then empty cells) is possible and rare.
///
/// @param county  six digits; empty: then all areas are alike
Acceptor accept_id_number(const std::string& county, const Divisions& divisions, const Date& today);

/// An ID number, then type 1-7 and grade 1-4.
Acceptor accept_disability_card(const std::string& county, const Divisions& divisions,
                                const Date& today);

}  // namespace tanfang
