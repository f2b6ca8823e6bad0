/// What a record asks, sorted by how a person answers it fastest.
///
/// in:  a line of Home::record(), the field model of its form
/// out: single boxes and digits, fields of writing, fields in which copies contradict each other
#pragma once

#include "pipeline/base/json.h"
#include "pipeline/form/field_model.h"
#include "pipeline/station/digit_doubt.h"

#include <cstddef>
#include <string>
#include <vector>

namespace tanfang {

/// The only doubtful box of a choice: whether it is ticked decides the field.
struct MarkDoubt {
    std::string field;
    std::string spot;      ///< the box, "ability_level.mild"
    std::size_t page = 0;  ///< of the record, from 0
    double score = 0;      ///< 0..1: how much it looks ticked
};

/// All open fields may be answered on the whole sheet; these, which nobody has decided yet, may be
/// answered in a row.
struct Doubts {
    /// Choices on one page only, whose other boxes are sure, nothing is struck, and no rule
    /// objects.
    std::vector<MarkDoubt> marks;
    std::vector<std::string> texts;      ///< fields of writing that stand somewhere on a page
    std::vector<DigitDoubt> digits;      ///< of some of these; no rule objects
    std::vector<std::string> differing;  ///< claimed by two pages with different values
};

/// Is there a place of the field on the page, on which something was looked for?
bool stands_on(const std::string& field, const Json& page);

Doubts doubts_of(const Json& record, const FieldModel& model, const Combs& combs);

/// The value of a choice if its doubtful box is ticked or is not.
///
/// @param page    the line of the page on which it stands
/// @return  option ids in form order, as keyed_value() takes them
Json value_with_mark(const Field& field, const Json& page, const std::string& spot, bool ticked);

}  // namespace tanfang
