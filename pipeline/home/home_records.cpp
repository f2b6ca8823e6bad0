#include "pipeline/home/home.h"
#include "pipeline/home/record_fields.h"
#include "pipeline/home/record_status.h"
#include "pipeline/home/row_places.h"
#include "pipeline/home/sortable_id.h"

#include <utility>

namespace tanfang {

namespace {

bool is_stored(Sqlite& database, const std::string& sha256, const ReadPage& page) {
    bool stored = false;
    database.query("SELECT 1 FROM page WHERE sha256 = $1 AND file_page = $2 AND part = $3",
                   {sha256, page.file_page, page.part}, [&](const SqlRow&) { stored = true; });
    return stored;
}

/// The record of a serial; nothing if there is no serial, or no page of it came yet.
std::optional<std::string> record_of(Sqlite& database, const std::optional<std::string>& serial) {
    std::optional<std::string> id;
    if (serial)
        database.query("SELECT id FROM record WHERE serial = $1", {*serial},
                       [&](const SqlRow& row) { id = row.text(0); });
    return id;
}

PageStatus status_from_pages(Sqlite& database, const std::string& record) {
    std::vector<PageOfRecord> pages;
    database.query("SELECT form, sheet_page, status FROM page WHERE record = $1", {record},
                   [&](const SqlRow& row) {
                       pages.push_back({row.maybe_text(0), row.maybe_integer(1),
                                        page_status_named(row.text(2))});
                   });
    return record_status(pages);
}

void insert_page(Sqlite& database, const std::string& sha256, const std::string& record,
                 const ReadPage& page, const std::string& sealed, std::int64_t seq) {
    database.run(
        "INSERT INTO page (sha256, file_page, part, record, copy, sheet_page, form, status, "
        "errors, warnings,"
        " line_sealed, arrival) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        {sha256, page.file_page, page.part, record, page.copy, page.sheet_page, page.form,
         page_status_name(page.status), page.errors, page.warnings, sealed, seq});
}

}  // namespace

bool Home::store_page(const std::string& sha256, const ReadPage& page) {
    SqlTransaction transaction(*database_);
    if (is_stored(*database_, sha256, page))
        return false;
    const auto known_record = record_of(*database_, page.serial);
    const std::string record = known_record.value_or(new_sortable_id());
    const std::string place = page_place(sha256, page.file_page, page.part);
    // A file name in the line may hold any bytes; JSON holds only UTF-8.
    const std::string sealed =
        vault_.seal(page.line.dump(-1, ' ', false, Json::error_handler_t::replace), place);
    const auto seq = append_audit(*database_, vault_,
                                  {options_.actor,
                                   "page.stored",
                                   place,
                                   {{"record", record},
                                    {"status", page_status_name(page.status)},
                                    {"sealed_sha256", sha256_hex(bytes_of(sealed))}}});
    const std::string now = timestamp_now();
    if (!known_record)
        database_->run(
            "INSERT INTO record (id, serial, status, document_sealed, revision, created_at, "
            "updated_at, change)"
            " VALUES ($1, $2, $3, $4, 0, $5, $5, $6)",
            {record, page.serial, page_status_name(page.status),
             vault_.seal(Json{{"decisions", Json::array()}}.dump(), record_place(record)), now,
             seq});
    page_lines_.forget(place);
    insert_page(*database_, sha256, record, page, sealed, seq);
    const auto subject =
        page.subject_id ? std::optional(vault_.fingerprint(*page.subject_id)) : std::nullopt;
    database_->run(
        "UPDATE record SET status = $1, form = COALESCE(form, $2), form_version = "
        "COALESCE(form_version, $3),"
        " event_date = COALESCE($4, event_date), subject_id_fingerprint = COALESCE($5, "
        "subject_id_fingerprint),"
        " revision = revision + 1, updated_at = $6, change = $7 WHERE id = $8",
        {page_status_name(status_from_pages(*database_, record)), page.form, page.form_version,
         page.event_date, subject, now, seq, record});
    if (known_record) {
        const auto document = document_of(record);
        conclude(record, pages_of(record),
                 {{"decisions", document->decisions}, {"judged", document->judged}});
    }
    options_.after_step();
    transaction.commit();
    options_.after_step();
    return true;
}

Json Home::pages_of(const std::string& record_id) {
    return page_lines_.of_record(*database_, vault_, record_id);
}

namespace {

const std::string record_columns =
    "SELECT id, change, serial, form, form_version, status, document_sealed, revision FROM record ";

}  // namespace

Json Home::line_of_record(const SqlRow& row) {
    const std::string place = record_place(row.text(0));
    const Json document = parse_json(vault_.unseal(row.text(6), place), Fault::bad_home, place);
    Json pages = pages_of(row.text(0));
    const auto standing = standing_decisions(document.at("decisions"));
    const auto of_all = [&](DecisionKind kind) {
        const auto decision = standing_of_record(document.at("decisions"), kind, pages.size());
        return decision ? *decision : Json();
    };
    const Json fields = record_fields(pages, standing);
    Json findings = standing_findings(pages, document.value("judged", Json()));
    for (auto& finding : repeated_scans(pages)) findings.push_back(std::move(finding));
    const Json form = row.maybe_text(3) ? Json(row.text(3)) : Json();
    const Json open = open_fields(pages, standing, findings);
    Json line = {{"record", row.text(0)},
                 {"cursor", row.integer(1)},
                 {"serial", row.maybe_text(2) ? Json(row.text(2)) : Json()},
                 {"form", form},
                 {"form_version", row.maybe_integer(4) ? Json(row.integer(4)) : Json()},
                 {"status", row.text(5)},
                 {"revision", row.integer(7)},
                 {"fields", fields},
                 {"open", open},
                 {"findings", findings},
                 {"link", link_of(row.text(0), row.maybe_text(2), form, fields)},
                 {"voided", of_all(DecisionKind::voided)},
                 {"rescan", of_all(DecisionKind::rescan)},
                 {"pages", nullptr},
                 {"decisions", document.at("decisions")}};
    line["pages"] = std::move(pages);  // the most of it: not copied
    return line;
}

void Home::each_record(const RecordFilter& filter, const std::function<void(const Json&)>& visit) {
    const auto status =
        filter.status ? std::optional(page_status_name(*filter.status)) : std::nullopt;
    SqlTransaction one_state(*database_, SqlTransaction::Kind::read);
    database_->query(
        record_columns + "WHERE change > $1 AND ($2 IS NULL OR status = $2) ORDER BY change",
        {filter.since, status}, [&](const SqlRow& row) { visit(line_of_record(row)); });
}

std::optional<Json> Home::record(const std::string& id) {
    std::optional<Json> found;
    SqlTransaction one_state(*database_, SqlTransaction::Kind::read);
    database_->query(record_columns + "WHERE id = $1", {id},
                     [&](const SqlRow& row) { found = line_of_record(row); });
    return found;
}

}  // namespace tanfang
