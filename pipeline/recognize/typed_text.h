/// Whether a typed text can be believed as it stands.
#pragma once

#include "pipeline/form/field_model.h"
#include "pipeline/form/form_template.h"
#include "pipeline/form/typing_characters.h"

#include <string>

namespace tanfang {

/// Line ends of all kinds as "\n".
std::string with_plain_line_ends(const std::string& text);

/// @param text          valid UTF-8, not empty
/// @param may_be_cut    a viewer may have stored the lower 16 bits of characters above U+FFFF
/// @return false if a person has to look at it (reasons: TypedSheet::read)
bool is_plain_text(const std::string& text, const Spot& spot, const Field& field,
                   const TypingCharacters& characters, bool may_be_cut);

}  // namespace tanfang
