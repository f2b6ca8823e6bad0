/// A sheet filled by one person: what was meant, and the paper with it.
#pragma once

#include <map>
#include <string>

#include "tests/support/marks.h"

namespace tanfang::simulate {

/// What stands on one page of a form.
struct Filling {
    std::map<std::string, Gesture> gestures;    ///< by spot; boxes left alone are absent
    std::map<std::string, std::string> digits;  ///< by spot; combs that were written in
    std::map<std::string, int> chinese;         ///< by spot; free writing: number of characters
    std::map<std::string, bool> signatures;     ///< by spot; true: with a fingerprint on it
    bool seal = false;                          ///< an office seal over the lower half
};

/// How a person fills forms: one pen, one preferred way of marking.
struct Habit {
    Pen pen;
    Gesture preferred = Gesture::tick;
};

Habit some_habit(Random& random);

/// Fills every choice (sometimes several options, sometimes none), most writing, now and then a
/// mark that is taken back, a stray touch or a seal.
Filling some_filling(const FormTemplate& form, int page, const Habit& habit, Random& random);

/// Puts the filling onto the printed page.
///
/// @throws std::logic_error if the filling names a spot that the page lacks
void fill(Paper& paper, const FormTemplate& form, int page, const Filling& filling, const Pen& pen,
          Random& random);

}  // namespace tanfang::simulate
