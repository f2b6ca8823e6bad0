/// What a person's line of values puts on the paper.
///
/// in:  a JSON object, field id -> value
/// out: PersonValues: words and ticks by spot
#pragma once

#include "pipeline/base/json.h"
#include "pipeline/form/field_model.h"
#include "pipeline/form/form_template.h"

#include <map>
#include <set>
#include <string>

namespace tanfang {

struct PersonValues {
    std::map<std::string, std::u32string>
        words;                    ///< spot id -> what stands there; never empty texts
    std::set<std::string> ticks;  ///< spot ids of ticked boxes
};

enum class ValueSource {
    entered,  ///< for a form that is still to be filled: lengths, ranges and word lists are kept to
    record,   ///< of a filled form: what stands there stands there, however long or strange
};

/// Reads values in the one grammar of the program: date "2026-03-05"; choice its option id, or an
/// array of them; closed word its id where its code list has one, else the word; money a decimal
/// string; count an integer; place {"name", "code"} or its name; ID number, phone and text a
/// string; none `null`, "" or []. Fields that are not mentioned stay blank. A signature cannot be
/// printed; that one stands on the original is said in words.
///
/// @throws Error  Fault::bad_settings, naming the field but never its value: an unknown field or
///                option, a value of the wrong type or shape, too many characters, control
///                characters, combining marks, marks that turn the direction of writing
PersonValues person_values(const Json& person, const FormTemplate& form, const FieldModel& model,
                           ValueSource source = ValueSource::entered);

/// The field as a person calls it: "姓名", in a table "姓名（第2行）".
std::string spoken_name(const Field& field);

}  // namespace tanfang
