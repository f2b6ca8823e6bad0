/// Which ID numbers can be: area, real birth date, check character.
///
/// in:  the county, the codes near it, today
/// out: Acceptor of the cells of a comb
#pragma once

#include "pipeline/recognize/reading.h"
#include "pipeline/record/acceptor.h"
#include "pipeline/record/calendar.h"
#include "pipeline/record/knowledge.h"

#include <set>
#include <string>

namespace tanfang {

/// All 18-character numbers whose check character holds, with a province that exists and a birth
/// date from 1900 on, not after today. Most people are from the county, some from an area near it
/// or the same prefecture: that is a prior, never a filter. A number of the first generation (15
/// digits, then empty cells) is possible and rare.
///
/// @param county  six digits; empty: then all areas are alike
/// @param near    codes that people of the county have, see near_areas()
Acceptor accept_id_number(const std::string& county, const std::set<std::string>& near,
                          const Date& today);

/// An ID number, then type 1-7 and grade 1-4.
Acceptor accept_disability_card(const std::string& county, const std::set<std::string>& near,
                                const Date& today);

/// An X that is written in one stroke has a loop, and networks that learned X as two strokes take
/// it for a 4 or an 8: where the check character reads so, it may be an X. Without that, a digit
/// that was read well would be bent until the check character fits.
TileGraph with_looped_x(TileGraph number);

/// The counties of the divisions, and all of the county's province, of today and withdrawn: whoever
/// is old has the number of a county that may have another code by now.
std::set<std::string> near_areas(const Knowledge& knowledge);

}  // namespace tanfang
