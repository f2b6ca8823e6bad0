/// Text in UTF-8: decoding, validity, the folding that people's writing needs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tanfang {

/// Code points of a UTF-8 text.
///
/// @return nothing if the text is not valid UTF-8 (cut sequences, surrogates, overlong forms)
std::optional<std::u32string> code_points(std::string_view utf8);

/// UTF-8 of code points. Precondition: all are Unicode scalar values.
std::string utf8(std::u32string_view code_points);
std::string utf8(char32_t code_point);

/// "U+5803" for messages that name a character.
std::string code_point_name(char32_t code_point);

/// Full-width letters, digits and punctuation that have an ASCII twin become that twin ("１２Ｘ" ->
/// "12X"). Invalid UTF-8 is returned unchanged.
std::string half_width(std::string_view utf8);

/// The text without blanks at both ends (ASCII blanks and the ideographic space).
std::string trimmed(std::string_view utf8);

bool is_digits(std::string_view text);  ///< one or more ASCII digits and nothing else

}  // namespace tanfang
