/// Which decisions another person looks at: values that somebody keyed although the program had
/// read something else or nothing, in fields where a wrong figure does harm.
///
/// in:  templates/fields.json, the settings of a county, a line of Home::record()
/// out: fields that wait for another person
#pragma once

#include "pipeline/base/json.h"

#include <set>
#include <string>
#include <vector>

namespace tanfang {

struct SecondLook {
    std::string field;
    std::string last_by;  ///< whose decision it is: anybody else may look at it
};

/// The fields of a form whose review policy is "blind_key" or begins so: dates, amounts, numbers.
/// They are keyed without seeing what was read, and what differs from it is looked at twice.
///
/// @param fields   the content of templates/fields.json
/// @param changes  what a county wants otherwise: {field: policy}
/// @throws Error   Fault::bad_settings if the form has no such field, or there is no such policy
std::set<std::string> blind_fields(const Json& fields, const std::string& form,
                                   const Json& changes);

/// A field is done when two people have decided the same value of it, or somebody has only
/// confirmed what the program read.
///
/// @param wanted  as blind_fields()
std::vector<SecondLook> second_looks(const Json& record, const std::set<std::string>& wanted);

}  // namespace tanfang
