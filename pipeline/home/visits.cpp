#include "pipeline/home/visits.h"

namespace tanfang {

std::unordered_map<std::string, VisitState> visits_of_month(Sqlite& database,
                                                            const std::string& month) {
    std::unordered_map<std::string, VisitState> visits;
    database.query(
        "SELECT person, MAX(CASE WHEN status = 'accepted' THEN 1 ELSE 0 END) FROM owned_record"
        " WHERE form = 'visit' AND event_date >= $1 AND event_date <= $2"
        " AND status <> 'rejected' GROUP BY person",
        {month + "-01", month + "-31"}, [&](const SqlRow& row) {
            visits[row.text(0)] =
                row.integer(1) != 0 ? VisitState::accepted : VisitState::in_review;
        });
    database.query(
        "SELECT person FROM owned_record WHERE form = 'visit' AND event_date IS NULL"
        " AND status = 'review' AND month = $1",
        {month},
        [&](const SqlRow& row) { visits.try_emplace(row.text(0), VisitState::in_review); });
    return visits;
}

std::optional<PastVisit> last_visit_before(Sqlite& database, const std::string& person,
                                           const std::string& day) {
    std::optional<PastVisit> last;
    database.query(
        "SELECT id, event_date FROM owned_record WHERE person = $1 AND form = 'visit'"
        " AND status = 'accepted' AND event_date < $2 ORDER BY event_date DESC LIMIT 1",
        {person, day}, [&](const SqlRow& row) {
            last = {row.text(0), row.text(1)};
        });
    return last;
}

std::optional<std::int64_t> claimed_ordinal(const Json& fields) {
    const auto field = fields.find("visit_ordinal");
    if (field == fields.end() || field->at("state") == "doubtful" ||
        field->at("state") == "unreadable" || !field->at("value").is_number_integer())
        return std::nullopt;
    return field->at("value").get<std::int64_t>();
}

}  // namespace tanfang
