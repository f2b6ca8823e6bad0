/// Which people were visited in a month, from the records that came back under their serials.
#pragma once

#include "pipeline/external/sqlite.h"

#include <string>
#include <unordered_map>

namespace tanfang {

enum class VisitState {
    in_review,  ///< a sheet came back, a person still has to look at it
    accepted,
};

/// A visit belongs to whom its sheet was printed for, and to the month of the day that its record
/// claims; while nobody knows the day, a record in review counts for the month of its sheet. A
/// record without a serial, or with one that this home did not print, counts nowhere.
///
/// @param month  "2026-03"
/// @return       person id -> the better state of the person's visits; nobody else was visited
std::unordered_map<std::string, VisitState> visits_of_month(Sqlite& database,
                                                            const std::string& month);

}  // namespace tanfang
