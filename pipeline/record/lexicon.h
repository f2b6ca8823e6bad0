/// Word lists of the writing on the forms: surnames, diseases, words for "ditto" and "nothing".
///
/// in:  templates/lexicon.json, lists of a settings file
/// out: Lexicon
#pragma once

#include "pipeline/base/json.h"
#include "pipeline/record/numerals.h"

#include <map>
#include <string>
#include <vector>

namespace tanfang {

struct Lexicon {
    std::map<std::string, std::vector<std::string>> lists;
    NumberWords numbers;

    /// @return false also if there is no such list
    bool contains(const std::string& list, const std::string& word) const;
};

/// @throws Error  Fault::bad_template naming the list that the product needs and that is missing,
/// or that holds something else than words
Lexicon parse_lexicon(const Json& json);

/// Replaces whole lists.
///
/// @param overrides  {"disease": ["高血压", ...]}
/// @param where      for messages, the settings file
/// @throws Error     Fault::bad_settings naming the key: an unknown list, or no list of words
void override_lexicon(Lexicon& lexicon, const Json& overrides, const std::string& where);

}  // namespace tanfang
