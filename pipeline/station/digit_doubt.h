/// Numbers in combs of which a few digits are in doubt.
///
/// in:  a line of Home::record(), the cells of the combs on our own prints
/// out: these cells, and what was read there
#pragma once

#include "pipeline/base/json.h"
#include "pipeline/form/field_model.h"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace tanfang {

/// Spot -> character boxes of its comb, on our own prints of a form.
using Combs = std::map<std::string, int>;

/// One of them: a look at its character box settles it.
struct DigitDoubt {
    std::string field;     ///< also the spot: it has one place only
    std::size_t page = 0;  ///< of the record, from 0
    int cell = 0;          ///< of the comb, from 0
    std::string digit;     ///< what the number has there, '0'..'9' or 'X'
    int cells = 0;         ///< of this number that are in doubt
};

/// Of a number that fills its comb, on one page of a print of ours: the fewest cells, at most
/// three, outside of which nearly all of what was read there agrees with the number.
///
/// @return  in the order of the comb; empty where the field is none of this kind, or more cells are
///          in doubt
std::vector<DigitDoubt> doubtful_digits(const Field& field, const Json& record, const Combs& combs);

}  // namespace tanfang
