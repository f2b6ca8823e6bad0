/// The ID number in a row of a list, and why a row cannot be taken.
///
/// in:  ListedPerson
/// out: ListedNumber
#pragma once

#include "pipeline/record/knowledge.h"
#include "pipeline/register/people_file.h"

#include <string>
#include <vector>

namespace tanfang {

/// Why nothing in a row can be taken, whatever it says: it could not be taken apart, or is hidden;
/// empty: it can.
std::string row_refusal(const ListedPerson& listed);

/// The refusal of a formula without a result; empty: the cell has something.
std::string formula_refusal(const ListedCell& cell);

struct ListedNumber {
    std::string number;    ///< 18 characters; empty: the row has no sound one
    std::string refusal;   ///< why, in Chinese, without the number itself
    bool derived = false;  ///< from one of 15 digits
};

/// A number is refused that is none (R10 R11 R12 R14), or that a spreadsheet stored as a number:
/// beyond 15 digits the last are gone.
ListedNumber listed_number(const ListedPerson& listed, const Knowledge& knowledge);

}  // namespace tanfang
