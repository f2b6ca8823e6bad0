/// What the register has against a visit of one of its people: rules that no page alone can answer.
#pragma once

#include "pipeline/base/json.h"
#include "pipeline/external/sqlite.h"
#include "pipeline/home/visits.h"

#include <cstdint>
#include <optional>
#include <string>

namespace tanfang {

/// The day that a record claims.
std::optional<std::string> event_date_of(Sqlite& database, const std::string& record);

/// Evaluates R33 (a visit before the registration) and R34 (the same person visited twice on one
/// day).
///
/// @param record  of a visit
/// @param person  whose it is
/// @param day     that the record claims
/// @return        an array of {"rule", "severity", "fields", "text"}, as in a page's findings
Json register_findings(Sqlite& database, const std::string& record, const std::string& person,
                       const std::string& day);

/// Evaluates R35: a visit's number follows that of the visit before it, or begins anew with the
/// year (the notice does not say which).
///
/// @param day      of the visit
/// @param ordinal  that it claims; nothing: it asks
/// @param last     the person's accepted visit before it
std::optional<Json> ordinal_finding(const std::string& day,
                                    const std::optional<std::int64_t>& ordinal,
                                    const LastVisit& last);

}  // namespace tanfang
