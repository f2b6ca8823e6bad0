/// The control sample: claimed fields that a person looks at nevertheless, so that the office knows
/// how often a claim is wrong on its own sheets.
///
/// in:  a line of Home::record(), the field model of its form
/// out: what is to be looked at, and what came of it
#pragma once

#include "pipeline/base/json.h"
#include "pipeline/form/field_model.h"

#include <string>
#include <vector>

namespace tanfang {

constexpr int control_share = 50;  ///< one of so many claimed fields

struct Control {
    std::vector<std::string> waiting;  ///< fields that nobody has looked at yet
    int right = 0;                     ///< looked at, and as the program had claimed
    int wrong = 0;
};

/// The choice depends on record and field alone: nobody can avoid a field, and it is the same after
/// a restart. Numbers that other copies contradict are asked anyway and do not count.
Control control_of(const Json& record, const FieldModel& model);

}  // namespace tanfang
