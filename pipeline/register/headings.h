/// The headings that lists of people use, and the fields that they mean.
#pragma once

#include "pipeline/external/sheet_table.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tanfang {

/// The field that a heading means: a field id, one of the usual Chinese words for it, or
/// "group·word" as for "户籍地址·村". Blanks, line breaks and brackets do not count.
///
/// @return a name that the program keeps for ever; empty if the heading means nothing to us
std::string_view field_of_heading(const std::string& heading);

/// Titles and notes above the headings of a list that is looked for in its first lines.
inline constexpr std::size_t most_lines_above = 20;

/// Where the headings of a table stand.
struct Headings {
    std::size_t row = 0;                               ///< index of their last row
    std::map<std::size_t, std::string_view> field_of;  ///< column -> field id
    std::vector<std::string> passed_over;              ///< headings without a field
};

/// Looks in the first rows for headings in one or two lines (a group, and the columns under it).
///
/// @param needed  field ids
/// @return        without any field if not all of these are among them
Headings find_headings(const std::vector<SheetRow>& rows,
                       const std::vector<std::string_view>& needed);

}  // namespace tanfang
