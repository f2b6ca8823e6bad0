/// Interrupts a small office in every way and counts what is wrong after it was started again.
#pragma once

#include <iosfwd>
#include <map>
#include <string>
#include <vector>

#include "tests/torture/file_operations.h"

namespace tanfang::torture {

struct Tally {
    int interruptions = 0;             ///< kills, states of the disk, or failed operations
    int bad = 0;                       ///< offices in which something was wrong afterwards
    int reported = 0;                  ///< failed operations that ended the run with an error
    std::map<std::string, int> wrong;  ///< what, and how often
};

std::ostream& operator<<(std::ostream& out, const Tally& tally);

/// Kills the program at random operations, half of a write done, and again while it recovers.
Tally kill_often(int kills, unsigned seed);

/// Lets the power fail at random moments.
Tally cut_power_often(int states, unsigned seed, Mistake mistake = Mistake::none);

/// Lets each operation in turn fail, once and for ever.
///
/// @param errors  errno values; each operation fails with `each_with` of them in turn
Tally fail_everywhere(const std::vector<int>& errors, std::size_t each_with);

}  // namespace tanfang::torture
