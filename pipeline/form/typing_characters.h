/// The characters that people type into the forms: what the font of an e-form must show, and what
/// a text that comes back may hold without a second look.
///
/// in:  templates/characters.json
/// out: TypingCharacters
#pragma once

#include "pipeline/base/json.h"

#include <set>

namespace tanfang {

struct TypingCharacters {
    std::set<char32_t> standard;  ///< 通用规范汉字表: the 8,105 characters of names and places
    std::set<char32_t> all;       ///< these, ASCII, GB 2312 and some rare characters of names
};

/// @param json  the content of templates/characters.json
/// @throws Error  Fault::bad_template if it is no list of characters
TypingCharacters parse_typing_characters(const Json& json);

}  // namespace tanfang
