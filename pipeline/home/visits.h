/// Which people were visited, from the records that are theirs.
///
/// A record is whose its sheet was printed for, or whom somebody linked it to (record_links.h). One
/// without either counts nowhere.
#pragma once

#include "pipeline/base/json.h"
#include "pipeline/external/sqlite.h"

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>

namespace tanfang {

enum class VisitState {
    in_review,  ///< a sheet came back, a person still has to look at it
    accepted,
};

/// A visit belongs to the month of the day that its record claims; while nobody knows the day, a
/// record in review counts for the month of its sheet.
///
/// @param month  "2026-03"
/// @return       person id -> the better state of the person's visits; nobody else was visited
std::unordered_map<std::string, VisitState> visits_of_month(Sqlite& database,
                                                            const std::string& month);

/// On which day of a month each person was first visited, as far as that is accepted.
///
/// @return  person id -> "2026-03-05"
std::unordered_map<std::string, std::string> first_visits_of_month(Sqlite& database,
                                                                   const std::string& month);

/// An accepted visit before another one.
struct LastVisit {
    std::string day;                      ///< "2026-02-05"
    std::optional<std::int64_t> ordinal;  ///< nothing: it asks, or is not there
    std::string disease;                  ///< disease_name; empty likewise
    std::string needs;                    ///< care_needs; empty likewise
};

struct PastVisit {
    std::string record;  ///< id
    std::string day;     ///< "2026-02-05"
};

/// The person's last accepted visit before a day.
std::optional<PastVisit> last_visit_before(Sqlite& database, const std::string& person,
                                           const std::string& day);

/// The visit's number, if the record claims one or somebody decided it.
///
/// @param fields  as record_fields()
std::optional<std::int64_t> claimed_ordinal(const Json& fields);

/// The words of a field, if the record claims them or somebody decided them; else empty.
std::string claimed_words(const Json& fields, const std::string& field);

}  // namespace tanfang
