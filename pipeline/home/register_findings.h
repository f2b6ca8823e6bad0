/// What the register has against a record that is one of its people's: rules that no page alone can
/// answer.
#pragma once

#include "pipeline/base/json.h"
#include "pipeline/external/sqlite.h"
#include "pipeline/home/printed_sheets.h"

#include <string>

namespace tanfang {

/// Evaluates R33 (a visit before the registration) and R34 (the same person visited twice on one
/// day, under two serials).
///
/// @param sheet  under whose serial the record came
/// @return       an array of {"rule", "severity", "fields", "text"}, as in a page's findings; empty
///               where the record claims no day
Json register_findings(Sqlite& database, const std::string& record, const PrintedSheet& sheet);

}  // namespace tanfang
