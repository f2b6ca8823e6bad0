#include "pipeline/home/visits.h"

namespace tanfang {

std::unordered_map<std::string, VisitState> visits_of_month(Sqlite& database,
                                                            const std::string& month) {
    std::unordered_map<std::string, VisitState> visits;
    database.query(
        "SELECT printed_sheet.person, MAX(CASE WHEN record.status = 'accepted' THEN 1 ELSE 0 END) "
        "FROM record"
        " JOIN printed_sheet ON printed_sheet.serial = record.serial"
        " WHERE record.form = 'visit' AND printed_sheet.form = 'visit'"
        " AND record.event_date >= $1 AND record.event_date <= $2"
        " AND record.status <> 'rejected' GROUP BY printed_sheet.person",
        {month + "-01", month + "-31"}, [&](const SqlRow& row) {
            visits[row.text(0)] =
                row.integer(1) != 0 ? VisitState::accepted : VisitState::in_review;
        });
    database.query(
        "SELECT printed_sheet.person FROM record"
        " JOIN printed_sheet ON printed_sheet.serial = record.serial"
        " WHERE record.form = 'visit' AND printed_sheet.form = 'visit'"
        " AND record.event_date IS NULL AND record.status = 'review' AND printed_sheet.month = $1",
        {month},
        [&](const SqlRow& row) { visits.try_emplace(row.text(0), VisitState::in_review); });
    return visits;
}

}  // namespace tanfang
