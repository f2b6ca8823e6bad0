#include "pipeline/home/check_rows.h"

#include "pipeline/base/error.h"
#include "pipeline/base/json.h"
#include "pipeline/external/sodium.h"
#include "pipeline/home/check_register.h"
#include "pipeline/home/decision.h"
#include "pipeline/home/read_page.h"
#include "pipeline/home/record_fields.h"
#include "pipeline/home/record_findings.h"
#include "pipeline/home/record_status.h"
#include "pipeline/home/row_places.h"

#include <stdexcept>
#include <vector>

namespace tanfang {

namespace {

/// What the plain columns of a page say must be what its sealed line says.
bool agrees(const SqlRow& row, const ReadPage& page) {
    return row.maybe_integer(5) == page.copy && row.maybe_integer(6) == page.sheet_page &&
           row.maybe_text(7) == page.form && row.text(8) == page_status_name(page.status) &&
           row.integer(9) == page.errors && row.integer(10) == page.warnings &&
           row.maybe_text(12) == page.serial;
}

/// The audit says which bytes were stored: an older line put back in its place is noticed.
bool is_as_audited(const SqlRow& row, const std::string& place) {
    if (row.text(13) != "page.stored" || row.text(14) != place)
        return false;
    const Json detail = Json::parse(row.text(15), nullptr, false);
    return !detail.is_discarded() && detail.value("record", "") == row.text(3) &&
           detail.value("sealed_sha256", "") == sha256_hex(bytes_of(row.text(4)));
}

void check_page(const SqlRow& row, const Vault& vault, const ReportFinding& report) {
    const std::string place = page_place(row.text(0), row.integer(1), row.integer(2));
    try {
        if (!is_as_audited(row, place))
            report(place + "：页的内容与审计记载不符，被改动过");
        const ReadPage page =
            parse_read_page(parse_json(vault.unseal(row.text(4), place), Fault::bad_home, place));
        if (!agrees(row, page))
            report(place + "：页的明文字段与封存的内容不符，被改动过");
    } catch (const Error&) {
        report(place + "：封存的内容打不开，已损坏或被改动过");
    } catch (const std::logic_error&) {
        report(place + "：封存的内容不是读取结果，已损坏");
    }
}

std::int64_t check_pages(Sqlite& database, const Vault& vault, const ReportFinding& report) {
    std::int64_t pages = 0;
    database.query(
        "SELECT page.sha256, file_page, part, page.record, line_sealed, copy, sheet_page, "
        "page.form,"
        " page.status, errors, warnings, page.arrival, record.serial, audit.action, audit.object,"
        " audit.detail FROM page LEFT JOIN record ON record.id = page.record"
        " LEFT JOIN audit ON audit.seq = page.arrival ORDER BY page.arrival",
        {}, [&](const SqlRow& row) {
            ++pages;
            check_page(row, vault, report);
        });
    return pages;
}

struct PagesOfRecord {
    Json lines = Json::array();
    std::int64_t last_arrival = 0;
};

/// @throws Error  Fault::bad_home if a line does not open
PagesOfRecord pages_of(Sqlite& database, const Vault& vault, const std::string& record) {
    PagesOfRecord found;
    database.query(
        "SELECT sha256, file_page, part, line_sealed, arrival FROM page WHERE record = $1"
        " ORDER BY sheet_page, copy, arrival",
        {record}, [&](const SqlRow& row) {
            const std::string place = page_place(row.text(0), row.integer(1), row.integer(2));
            found.lines.push_back(
                parse_json(vault.unseal(row.text(3), place), Fault::bad_home, place));
            found.last_arrival = std::max(found.last_arrival, row.integer(4));
        });
    return found;
}

/// Whether the decisions are those that the audit tells of, and none of them is missing.
bool decisions_as_audited(const SqlRow& row, const Json& decisions) {
    if (!row.maybe_integer(4))
        return decisions.empty();
    const Json detail = Json::parse(row.text(6), nullptr, false);
    return row.text(5) == record_place(row.text(0)) && !detail.is_discarded() &&
           detail.value("sealed_sha256", "") == sha256_hex(bytes_of(row.text(2)));
}

void check_record(Sqlite& database, const SqlRow& row, const Vault& vault,
                  const ReportFinding& report) {
    const std::string place = record_place(row.text(0));
    Json decisions = Json::array(), judged;
    try {
        const Json document = parse_json(vault.unseal(row.text(2), place), Fault::bad_home, place);
        decisions = document.at("decisions");
        judged = document.value("judged", Json());
        if (!decisions_as_audited(row, decisions))
            report(place + "：人工处理的内容与审计记载不符，被改动过");
    } catch (const Error&) {
        report(place + "：封存的内容打不开，已损坏或被改动过");
    }
    PagesOfRecord found;
    try {
        found = pages_of(database, vault, row.text(0));
    } catch (const Error&) {
        return;  // told with the page
    }
    if (found.lines.empty())
        report(place + "：记录没有任何页");
    else if (page_status_name(decided_status(found.lines, standing_decisions(decisions),
                                             standing_findings(found.lines, judged))) !=
                 row.text(1) ||
             std::max({found.last_arrival, row.integer(4), row.integer(7)}) != row.integer(3))
        report(place + "：记录的状态与它的页不符，被改动过");
}

std::int64_t check_records(Sqlite& database, const Vault& vault, const ReportFinding& report) {
    std::int64_t records = 0;
    database.query(
        "SELECT record.id, status, document_sealed, change, decided, audit.object, audit.detail,"
        " (SELECT record_link.change FROM record_link WHERE record_link.record = record.id)"
        " FROM record LEFT JOIN audit ON audit.seq = record.decided ORDER BY record.id",
        {}, [&](const SqlRow& row) {
            ++records;
            check_record(database, row, vault, report);
        });
    return records;
}

void check_deliveries(Sqlite& database, const Vault& vault, const ReportFinding& report) {
    database.query("SELECT id, name_sealed FROM delivery ORDER BY arrival", {},
                   [&](const SqlRow& row) {
                       const std::string place = delivery_place(row.text(0));
                       try {
                           vault.unseal(row.text(1), place);
                       } catch (const Error&) {
                           report(place + "：封存的文件名打不开，已损坏或被改动过");
                       }
                   });
}

/// What the audit tells of must still be there.
void check_removed_rows(Sqlite& database, const ReportFinding& report) {
    const auto find = [&](const std::string& actions, const std::string& rows,
                          const std::string& words) {
        database.query("SELECT object FROM audit WHERE action IN (" + actions +
                           ") AND seq NOT IN (" + rows + ") ORDER BY seq",
                       {}, [&](const SqlRow& row) { report(row.text(0) + words); });
    };
    find("'page.stored'", "SELECT arrival FROM page", "：审计中记载过的页不见了");
    find("'file.received', 'file.delivered_again'", "SELECT arrival FROM delivery",
         "：审计中记载过的收件不见了");
    find("'record.decided', 'record.undone', 'record.judged'",
         "SELECT audit.seq FROM audit JOIN record ON audit.object = 'record/' || record.id"
         " WHERE audit.seq <= record.decided",
         "：审计中记载过的人工处理不见了");
    find("'file.read'", "SELECT finished FROM file WHERE finished IS NOT NULL",
         "：审计中记载为已读完的文件，状态被改动过");
}

std::int64_t check_files(Sqlite& database, const ReportFinding& report) {
    std::int64_t waiting = 0;
    database.query(
        // What came after the file was read is a sheet that somebody has shown on its page.
        "SELECT sha256, state, pages, (SELECT COUNT(*) FROM page WHERE page.sha256 = file.sha256"
        " AND page.arrival <= COALESCE(file.finished, page.arrival)),"
        " (SELECT COUNT(*) FROM delivery WHERE delivery.sha256 = file.sha256)"
        " FROM file ORDER BY arrival",
        {}, [&](const SqlRow& row) {
            const bool read = row.text(1) == "read";
            waiting += read ? 0 : 1;
            if (read && row.integer(2) != row.integer(3))
                report("file/" + row.text(0) + "：应有 " + row.text(2) + " 页，实有 " +
                       row.text(3) + " 页");
            if (row.integer(4) == 0)
                report("file/" + row.text(0) + "：没有收件记录");
        });
    return waiting;
}

}  // namespace

RowCount check_rows(Sqlite& database, const Vault& vault, const ReportFinding& report) {
    RowCount count;
    count.waiting = check_files(database, report);
    check_deliveries(database, vault, report);
    count.pages = check_pages(database, vault, report);
    count.records = check_records(database, vault, report);
    check_removed_rows(database, report);
    count.people = check_register(database, vault, report);
    return count;
}

}  // namespace tanfang
