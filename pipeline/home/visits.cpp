#include "pipeline/home/visits.h"

#include <algorithm>
#include <functional>
#include <vector>

namespace tanfang {

namespace {

/// The visits of a month that have a date, with the person for whom the sheet was printed or to
/// whom it was linked. Not through the view owned_record: of 500,000 visits SQLite would fetch all.
///
/// @param column  of the record, which comes behind the person
/// @param status  condition on it
void each_dated_visit(Sqlite& database, const std::string& month, const std::string& column,
                      const std::string& status, const std::function<void(const SqlRow&)>& visit) {
    const std::string wanted =
        "record.form = 'visit' AND record.event_date >= $1"
        " AND record.event_date <= $2 AND record.status " +
        status;
    const std::vector<SqlValue> days = {month + "-01", month + "-31"};
    database.query("SELECT printed_sheet.person, record." + column +
                       " FROM record JOIN printed_sheet ON printed_sheet.serial = record.serial"
                       " WHERE printed_sheet.form = 'visit' AND " +
                       wanted,
                   days, visit);
    database.query("SELECT record_link.person, record." + column +
                       " FROM record_link JOIN record ON record.id = record_link.record"
                       " WHERE record_link.person IS NOT NULL AND " +
                       wanted,
                   days, visit);
}

}  // namespace

std::unordered_map<std::string, VisitState> visits_of_month(Sqlite& database,
                                                            const std::string& month) {
    std::unordered_map<std::string, VisitState> visits;
    const auto note = [&](const SqlRow& row) {
        auto& state = visits.try_emplace(row.text(0), VisitState::in_review).first->second;
        if (row.text(1) == "accepted")
            state = VisitState::accepted;
    };
    each_dated_visit(database, month, "status", "<> 'rejected'", note);
    database.query(
        "SELECT printed_sheet.person, record.status FROM printed_sheet JOIN record"
        " ON record.serial = printed_sheet.serial WHERE printed_sheet.form = 'visit'"
        " AND printed_sheet.month = $1 AND record.form = 'visit' AND record.event_date IS NULL"
        " AND record.status = 'review'",
        {month}, note);
    return visits;
}

std::unordered_map<std::string, std::string> first_visits_of_month(Sqlite& database,
                                                                   const std::string& month) {
    std::unordered_map<std::string, std::string> days;
    each_dated_visit(database, month, "event_date", "= 'accepted'", [&](const SqlRow& row) {
        auto& first = days.try_emplace(row.text(0), row.text(1)).first->second;
        first = std::min(first, row.text(1));
    });
    return days;
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

namespace {

/// nullptr: the field is not there, or asks.
const Json* claimed_value(const Json& fields, const std::string& id) {
    const auto field = fields.find(id);
    if (field == fields.end() || field->at("state") == "doubtful" ||
        field->at("state") == "unreadable")
        return nullptr;
    return &field->at("value");
}

}  // namespace

std::optional<std::int64_t> claimed_ordinal(const Json& fields) {
    const Json* const value = claimed_value(fields, "visit_ordinal");
    if (value == nullptr || !value->is_number_integer())
        return std::nullopt;
    return value->get<std::int64_t>();
}

std::string claimed_words(const Json& fields, const std::string& field) {
    const Json* const value = claimed_value(fields, field);
    return value != nullptr && value->is_string() ? value->get<std::string>() : std::string();
}

}  // namespace tanfang
