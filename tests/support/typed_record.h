/// What a person types and ticks on screen, and how it compares with what the program reads.
#pragma once

#include "pipeline/base/json.h"
#include "pipeline/form/field_model.h"
#include "pipeline/form/form_template.h"
#include "pipeline/form/typing_characters.h"

#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/support/random.h"

namespace tanfang::support {

struct TypedRecord {
    std::map<std::string, std::string> texts;  ///< by spot; UTF-8, "\n" ends lines
    std::set<std::string> ticks;               ///< spots
};

/// A record of random content that fits into its fields as they are seen: texts of the standard characters, now and
/// then a rarer one, digits in combs, one option where one is allowed; some fields stay empty.
TypedRecord random_record(const FormTemplate& form, const FieldModel& model,
                          const TypingCharacters& characters, simulate::Random& random);

/// Spots of the lines of one sheet against what was typed.
struct Comparison {
    int equal = 0;
    int asked = 0;                   ///< the reading is not sure
    std::vector<std::string> wrong;  ///< "spot: typed / read"; spots that no line has, too
    Comparison& operator+=(const Comparison& other);
};

/// @param lines  of tanfang read
Comparison compare(const TypedRecord& typed, const FormTemplate& form,
                   const std::vector<Json>& lines);

}  // namespace tanfang::support
