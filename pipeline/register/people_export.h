/// The people of a register as a list that can be edited and imported again.
#pragma once

#include "pipeline/base/json.h"
#include "pipeline/home/people.h"

#include <string>

namespace tanfang {

/// {"person": id, "state": ..., field id: value, ...} in one line.
Json listed(const Person& person);

/// The headings of the table, in Chinese, as a line of CSV.
std::string people_table_head();

/// A person as a line of that table; what the table has no column for is left out.
std::string people_table_line(const Person& person);

/// A cell of CSV (RFC 4180), quoted where need be. A spreadsheet must not take what somebody wrote
/// for a formula: "=", "+", "-" and "@" at the start get an apostrophe before them.
std::string csv_cell(const std::string& text);

}  // namespace tanfang
