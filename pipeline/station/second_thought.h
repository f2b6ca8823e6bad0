/// Answers that contradict what the ink looks like: whoever gave one is asked once more. A slip of
/// the hand is found where the program, too, has an opinion; in a figure keyed blind both are
/// compared at once.
///
/// in:  a line of Home::record(), the field model of its form
/// out: fields to be asked again
#pragma once

#include "pipeline/base/json.h"
#include "pipeline/station/review_policy.h"

#include <string>
#include <vector>

namespace tanfang {

/// Decided fields whose answer contradicts the reading and was given only once. Said twice it
/// stands.
///
/// Of boxes: another one looks clearly more ticked than the chosen one, or nothing was chosen
/// although one looks ticked. Of writing that is not keyed blind: all pages that have the field
/// read something else with a high posterior.
std::vector<std::string> to_ask_again(const Json& record, const FieldModel& model,
                                      const ReviewPolicies& policies);

/// Puts what to_confirm() and to_ask_again() find among the record's open fields, and beside them
/// as "to_confirm" and "to_ask_again".
void add_questions(Json& record, const FieldModel& model, const ReviewPolicies& policies);

}  // namespace tanfang
