/// Resident identity numbers: their shape, check character, and what they say about a person.
///
/// Structure after GB 11643-1999: six digits area, eight digits birth date, three digits sequence
/// (odd: male), one check character.
#pragma once

#include "pipeline/record/calendar.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace tanfang {

inline constexpr std::size_t id_length = 18;  ///< characters of an ID number

/// As written, in one alphabet: full-width folded, blanks taken out, x as X.
std::string folded_number(std::string_view written);

bool has_id_shape(std::string_view number);  ///< 18 characters, not beginning with 0, X only last

/// A number of the first generation: 15 digits, not beginning with 0.
bool has_first_generation_shape(std::string_view number);

/// The number of today for a number of the first generation: the century 19, and the check
/// character.
std::string second_generation(std::string_view first_generation);

/// Disability card: an ID number, type 1-7, grade 1-4, and perhaps B and one or two digits.
bool has_disability_card_shape(std::string_view number);

/// Of ISO 7064 MOD 11-2: weights of the first 17 digits, and the check character for each remainder
/// of their weighted sum modulo 11.
inline constexpr std::array<int, 17> sum_weights = {7, 9, 10, 5,  8, 4, 2, 1, 6,
                                                    3, 7, 9,  10, 5, 8, 4, 2};
inline constexpr std::string_view sum_characters = "10X98765432";

/// ISO 7064 MOD 11-2 over the first 17 digits.
///
/// @param number  at least 17 digits
char check_character(std::string_view number);

/// @param number  begins with 18 characters in the shape of an ID number
bool check_character_holds(std::string_view number);

std::optional<Date> birth_date(std::string_view number);  ///< nothing: no such day

bool is_male_number(std::string_view number);

}  // namespace tanfang
