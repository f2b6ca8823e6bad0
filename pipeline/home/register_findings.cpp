#include "pipeline/home/register_findings.h"

#include <optional>

namespace tanfang {

namespace {

Json finding(const char* rule, const char* severity, const std::string& text) {
    return {{"rule", rule}, {"severity", severity}, {"fields", {"visit_date"}}, {"text", text}};
}

}  // namespace

Json register_findings(Sqlite& database, const std::string& record, const PrintedSheet& sheet) {
    Json findings = Json::array();
    if (sheet.form != "visit")
        return findings;
    std::optional<std::string> day, registered_on;
    database.query(
        "SELECT event_date, registered_on FROM record, person WHERE record.id = $1 AND person.id = "
        "$2",
        {record, sheet.person}, [&](const SqlRow& row) {
            day = row.maybe_text(0);
            registered_on = row.maybe_text(1);
        });
    if (!day)
        return findings;
    if (registered_on && *day < *registered_on)
        findings.push_back(
            finding("R33", "E", "探访日期早于该人的建档日期（" + *registered_on + "）"));
    database.query(
        "SELECT record.serial FROM printed_sheet JOIN record ON record.serial ="
        " printed_sheet.serial WHERE printed_sheet.person = $1 AND printed_sheet.form = 'visit'"
        " AND record.event_date = $2 AND record.id <> $3 ORDER BY record.serial",
        {sheet.person, *day, record}, [&](const SqlRow& row) {
            findings.push_back(finding(
                "R34", "W", "同一人同一天另有一份记录（编号 " + row.text(0) + "），是否重复？"));
        });
    return findings;
}

}  // namespace tanfang
