/// Who is due for a visit in a month.
#pragma once

#include "pipeline/home/people.h"

#include <string>

namespace tanfang {

/// In how many months a person of each class is visited once. By default every one of them: all
/// active people count in the month's visit rate (R36), and nothing that is published says
/// otherwise for Fujian; other provinces visit the general class once a quarter.
struct VisitPlan {
    int key_months = 1;
    int general_months = 1;
};

/// Was the person in the register, active, by the end of the month? Whoever moved, died or is
/// suspended today does not count in any month.
///
/// @param month  "2026-03"
bool is_registered(const Person& person, const std::string& month);

/// Registered, and in this month's turn: the months of a class count from January, so that a class
/// with three months is visited in March, June, September and December. Somebody without a class is
/// taken for `key`.
bool is_due(const Person& person, const std::string& month, const VisitPlan& plan);

}  // namespace tanfang
