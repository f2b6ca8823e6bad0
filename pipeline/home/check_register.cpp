#include "pipeline/home/check_register.h"

#include "pipeline/base/error.h"
#include "pipeline/base/json.h"
#include "pipeline/home/row_places.h"

#include <map>

namespace tanfang {

namespace {

/// What stands in a sealed column; null, and a finding, where it does not open.
Json opened(const Vault& vault, const std::string& sealed, const std::string& place,
            const ReportFinding& report) {
    try {
        return parse_json(vault.unseal(sealed, place), Fault::bad_home, place);
    } catch (const Error&) {
        report(place + "：封存的内容打不开，已损坏或被改动过");
        return nullptr;
    }
}

std::int64_t check_people(Sqlite& database, const Vault& vault, const ReportFinding& report) {
    std::int64_t people = 0;
    database.query("SELECT id, id_fingerprint, values_sealed FROM person ORDER BY position", {},
                   [&](const SqlRow& row) {
                       ++people;
                       const std::string place = person_place(row.text(0));
                       const Json values = opened(vault, row.text(2), place, report);
                       if (values.is_object() &&
                           vault.fingerprint(values.value("subject_id_no", "")) != row.text(1))
                           report(place + "：身份证号码的指纹与内容不符，被改动过");
                   });
    database.query(
        "SELECT person, values_sealed FROM person_version ORDER BY person, revision", {},
        [&](const SqlRow& row) { opened(vault, row.text(1), person_place(row.text(0)), report); });
    return people;
}

/// What the audit says was done, by entry: a number in its detail.
std::map<std::int64_t, std::int64_t> audited(Sqlite& database, const std::string& action,
                                             const char* member) {
    std::map<std::int64_t, std::int64_t> numbers;
    database.query("SELECT seq, detail FROM audit WHERE action = $1", {action},
                   [&](const SqlRow& row) {
                       const Json detail = Json::parse(row.text(1), nullptr, false);
                       if (detail.is_object())
                           numbers[row.integer(0)] = detail.value(member, std::int64_t{0});
                   });
    return numbers;
}

void check_removed_people(Sqlite& database, std::int64_t people, const ReportFinding& report) {
    std::int64_t added = 0;
    for (const auto& [entry, number] : audited(database, "people.stored", "added")) added += number;
    if (added != people)
        report("登记库：审计中记载过 " + std::to_string(added) + " 人，实有 " +
               std::to_string(people) + " 人");
}

void check_sheets(Sqlite& database, const ReportFinding& report) {
    auto printed = audited(database, "sheets.printed", "sheets");
    database.query("SELECT printed, COUNT(*) FROM printed_sheet GROUP BY printed", {},
                   [&](const SqlRow& row) { printed[row.integer(0)] -= row.integer(1); });
    for (const auto& [entry, missing] : printed)
        if (missing != 0)
            report("印表登记：审计第 " + std::to_string(entry) + " 条记载的份数与实有的不符");
}

/// A link is the one that the audit tells of last.
void check_links(Sqlite& database, const ReportFinding& report) {
    database.query(
        "SELECT record_link.record, record_link.person, audit.object, audit.detail FROM record_link"
        " LEFT JOIN audit ON audit.seq = record_link.change ORDER BY record_link.change",
        {}, [&](const SqlRow& row) {
            const Json detail = Json::parse(row.text(3), nullptr, false);
            const Json person = row.maybe_text(1) ? Json(row.text(1)) : Json();
            if (row.text(2) != record_place(row.text(0)) || !detail.is_object() ||
                detail.value("person", Json()) != person)
                report(record_place(row.text(0)) + "：关联到的人与审计记载不符，被改动过");
        });
    database.query(
        "SELECT DISTINCT object FROM audit WHERE action IN ('record.linked', 'record.unlinked')"
        " AND seq NOT IN (SELECT audit.seq FROM audit JOIN record_link"
        " ON audit.object = 'record/' || record_link.record WHERE audit.seq <= record_link.change)",
        {}, [&](const SqlRow& row) { report(row.text(0) + "：审计中记载过的关联不见了"); });
}

/// A list has as many people as the entry says that put it in its place.
void check_lists(Sqlite& database, const ReportFinding& report) {
    database.query(
        "SELECT audit.object, audit.detail, department_list.change,"
        " (SELECT COUNT(*) FROM listed_person WHERE 'list/' || listed_person.type = audit.object)"
        " FROM audit LEFT JOIN department_list ON department_list.change = audit.seq"
        " WHERE audit.seq IN (SELECT MAX(seq) FROM audit WHERE action = 'list.replaced'"
        " GROUP BY object) ORDER BY audit.seq",
        {}, [&](const SqlRow& row) {
            const Json detail = Json::parse(row.text(1), nullptr, false);
            const auto people =
                detail.is_object() ? detail.value("people", std::int64_t{0}) : std::int64_t{0};
            if (row.integer(3) != people || row.is_null(2) != (people == 0))
                report(row.text(0) + "：部门名单的人数与审计记载不符，被改动过");
        });
}

}  // namespace

std::int64_t check_register(Sqlite& database, const Vault& vault, const ReportFinding& report) {
    const std::int64_t people = check_people(database, vault, report);
    check_removed_people(database, people, report);
    check_sheets(database, report);
    check_links(database, report);
    check_lists(database, report);
    return people;
}

}  // namespace tanfang
