/// Words on paper -> values in the grammar of the records, one function per kind of field.
///
/// Nothing returned means: these words are no value of this kind, so that a person has to look.
#pragma once

#include "pipeline/base/json.h"
#include "pipeline/form/field_model.h"
#include "pipeline/record/calendar.h"
#include "pipeline/record/lexicon.h"

#include <optional>
#include <string>

namespace tanfang {

struct Value {
    Json json;             ///< never null
    bool derived = false;  ///< it is not what stands there, but follows from it
};

/// The three slots of a date.
struct DateParts {
    std::string year, month, day;
};

/// Sorts what was written into the slots: "24.3.5" in the first slot and nothing in the others is a
/// whole date; full-width digits, blanks and the printed 年 月 日 are folded.
DateParts date_parts(const DateParts& written);

/// The day that the parts name: two digits of a year mean 20yy, Chinese numerals count.
///
/// @return nothing if a part is missing or no number, or if there is no such day
std::optional<Date> date_of(const DateParts& parts, const NumberWords& words);

/// 18 characters with a capital X; a first-generation number becomes one (derived).
std::optional<Value> id_value(const std::string& written);

std::optional<Value> disability_card_value(const std::string& written);

/// Digits without separators, several numbers joined by "/".
std::optional<Value> phone_value(const std::string& written);

/// A decimal string, "1200" or "86.5"; 无, 0 and a dash are "0" (derived).
std::optional<Value> money_value(const std::string& written, const Lexicon& lexicon);

/// @return a JSON integer; 无 is 0 (derived)
std::optional<Value> count_value(const std::string& written, const Lexicon& lexicon);

/// A word of a closed list: the list's id for it, found by word, code or synonym.
///
/// @param list  nullptr, or a list without ids: then every word is its own value
std::optional<Value> word_value(const std::string& written, const CodeList* list);

/// The code that a list gives a word, "20" for 儿子; empty if the word is not in it.
std::string code_of_word(const CodeList& list, const std::string& word);

}  // namespace tanfang
