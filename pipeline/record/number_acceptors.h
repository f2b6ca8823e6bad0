/// Which phone numbers, amounts and counts can be.
///
/// in:  –
/// out: Acceptors; empty comb cells may stand before the number and behind it
#pragma once

#include "pipeline/record/acceptor.h"

#include <string>

namespace tanfang {

std::u32string digits_of(int number);  ///< 2026: U"2026"

/// Mobile numbers (11 digits from 13 to 19), land lines with an area code of 3 or 4 digits, rarely
/// without one (7 or 8 digits), and public service numbers of 5 or 6 digits.
Acceptor accept_phone();

/// Whole numbers without leading zeros, perhaps with a point and one or two digits.
///
/// @param digits  most digits before the point
Acceptor accept_amount(int digits);

/// Whole numbers of a range, each a label of its value; one-digit numbers also as 03.
///
/// @param minimum  >= 0
Acceptor accept_count(int minimum, int maximum);

}  // namespace tanfang
