/// What a list of divisions would change: new, renamed and ended places, row by row.
///
/// in:  the rows of a table, what is known already
/// out: DivisionPlan; nothing is stored here
#pragma once

#include "pipeline/external/sheet_table.h"
#include "pipeline/home/division_table.h"

#include <map>
#include <string>
#include <vector>

namespace tanfang {

using KnownDivisions = std::map<std::string, DatedDivision>;  ///< by code

struct DivisionPlan {
    std::vector<DatedDivision> to_store;
    std::vector<std::string> words;  ///< in Chinese, in the order of the rows
    int added = 0;
    int changed = 0;
    int same = 0;
    int refused = 0;
};

/// Columns are known by their headings: code and name; parent, the days from and until which a code
/// holds, and the urban-rural class of villages may be missing; without the last, classes that are
/// known stay. The level follows from the code's length, six digits up to a county,
/// nine of a township, twelve of a village; the zeros of a statistical code (350581000000) may
/// stand behind. A division that the list leaves out stays as it is; one that has ended says until
/// when.
///
/// A row is refused that has no such code or no name, names a parent or a class that is none, ends
/// before it begins, or repeats a code and says something else.
///
/// @throws Error  Fault::bad_settings if no row has the headings of code and name
DivisionPlan plan_divisions(const std::vector<SheetRow>& rows, const KnownDivisions& known);

}  // namespace tanfang
