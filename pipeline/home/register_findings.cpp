#include "pipeline/home/register_findings.h"

namespace tanfang {

namespace {

Json finding(const char* rule, const char* severity, const char* field, const std::string& text) {
    return {{"rule", rule}, {"severity", severity}, {"fields", {field}}, {"text", text}};
}

std::string year_of(const std::string& day) {
    constexpr std::size_t digits = 4;
    return day.substr(0, digits);
}

}  // namespace

std::optional<std::string> event_date_of(Sqlite& database, const std::string& record) {
    std::optional<std::string> day;
    database.query("SELECT event_date FROM record WHERE id = $1", {record},
                   [&](const SqlRow& row) { day = row.maybe_text(0); });
    return day;
}

Json register_findings(Sqlite& database, const std::string& record, const std::string& person,
                       const std::string& day) {
    Json findings = Json::array();
    database.query(
        "SELECT registered_on FROM person WHERE id = $1 AND registered_on > $2", {person, day},
        [&](const SqlRow& row) {
            findings.push_back(finding("R33", "E", "visit_date",
                                       "探访日期早于该人的建档日期（" + row.text(0) + "）"));
        });
    database.query(
        "SELECT id, serial FROM owned_record WHERE person = $1 AND form = 'visit'"
        " AND event_date = $2 AND id <> $3 ORDER BY id",
        {person, day, record}, [&](const SqlRow& row) {
            findings.push_back(finding("R34", "W", "visit_date",
                                       "同一人同一天另有一份记录（编号 " +
                                           row.maybe_text(1).value_or("无") + "），是否重复？"));
        });
    return findings;
}

std::optional<Json> ordinal_finding(const std::string& day,
                                    const std::optional<std::int64_t>& ordinal,
                                    const LastVisit& last) {
    const bool new_year = year_of(last.day) < year_of(day);
    if (!ordinal || !last.ordinal || *ordinal == *last.ordinal + 1 || (new_year && *ordinal == 1))
        return std::nullopt;
    return finding("R35", "W", "visit_ordinal",
                   "探访次数（第 " + std::to_string(*ordinal) + " 次）与上一次（" + last.day +
                       "，第 " + std::to_string(*last.ordinal) + " 次）不相接");
}

}  // namespace tanfang
