/// Which decisions another person looks at: values that somebody keyed although the program had
/// read something else or nothing, in fields where a wrong figure does harm.
///
/// in:  the review policies of a form, a line of Home::record()
/// out: fields that wait for another person
#pragma once

#include "pipeline/base/json.h"
#include "pipeline/station/review_policy.h"

#include <map>
#include <string>
#include <vector>

namespace tanfang {

/// The decisions about each field that were not taken back, in order.
std::map<std::string, std::vector<Json>> decisions_by_field(const Json& decisions);

struct SecondLook {
    std::string field;
    std::string last_by;  ///< whose decision it is: anybody else may look at it
};

/// A field is done when two people have decided the same value of it, or somebody has only
/// confirmed what the program read.
///
/// Only fields that are keyed blind are looked at twice.
std::vector<SecondLook> second_looks(const Json& record, const ReviewPolicies& policies);

}  // namespace tanfang
