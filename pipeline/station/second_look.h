/// Which decisions another person looks at: values that somebody keyed although the program had
/// read something else or nothing, in fields where a wrong figure does harm.
///
/// in:  templates/fields.json, a line of Home::record()
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
///
/// @param fields  the content of templates/fields.json
std::set<std::string> second_look_fields(const Json& fields, const std::string& form);

/// A field is done when two people have decided the same value of it, or somebody has only
/// confirmed what the program read.
///
/// @param wanted  as second_look_fields()
std::vector<SecondLook> second_looks(const Json& record, const std::set<std::string>& wanted);

}  // namespace tanfang
