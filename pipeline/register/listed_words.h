/// The words that lists of people use for days, sex, class and state; what fields are called.
#pragma once

#include "pipeline/external/sheet_table.h"
#include "pipeline/record/calendar.h"
#include "pipeline/record/numerals.h"

#include <optional>
#include <string>

namespace tanfang {

/// A day as text ("2026/3/5", "2026年3月5日", "20260305", with a time behind it) or as the number
/// of a spreadsheet.
///
/// @return nothing if it is none
std::optional<Date> listed_day(const SheetCell& cell, const NumberWords& words);

std::string listed_sex(const std::string& text);    ///< "male", "female", or empty
std::string listed_class(const std::string& text);  ///< "key", "general", or empty
std::string listed_state(const std::string& text);  ///< name of a PersonState, or empty

/// What a field is called in messages, "身份证号码"; the field id where there is no word for it.
std::string register_field_name(const std::string& field);

}  // namespace tanfang
