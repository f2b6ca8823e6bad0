#include "pipeline/home/record_links.h"

#include "pipeline/base/error.h"
#include "pipeline/home/audit.h"
#include "pipeline/home/row_places.h"
#include "pipeline/home/sortable_id.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace tanfang {

RecordLinks::RecordLinks(Sqlite& database, const Vault& vault, std::string actor)
    : database_(database), vault_(vault), actor_(std::move(actor)) {}

std::optional<std::string> RecordLinks::person_of(const std::string& record) const {
    std::optional<std::string> person;
    database_.query("SELECT person FROM record_link WHERE record = $1", {record},
                    [&](const SqlRow& row) { person = row.maybe_text(0); });
    return person;
}

void RecordLinks::each_unlinked(const std::function<void(const UnlinkedRecord&)>& visit) const {
    database_.query(
        "SELECT record.id, record.form, record.status, record.event_date FROM record"
        " LEFT JOIN printed_sheet ON printed_sheet.serial = record.serial"
        " LEFT JOIN record_link ON record_link.record = record.id"
        " WHERE record.form = 'visit' AND record.status <> 'rejected'"
        " AND printed_sheet.person IS NULL AND record_link.person IS NULL"
        " ORDER BY (SELECT MIN(arrival) FROM page WHERE page.record = record.id)",
        {}, [&](const SqlRow& row) {
            visit({row.text(0), row.text(1), row.text(2), row.maybe_text(3)});
        });
}

std::optional<std::string> RecordLinks::owner_of(const std::string& record) const {
    std::optional<std::string> person;
    database_.query("SELECT person FROM owned_record WHERE id = $1", {record},
                    [&](const SqlRow& row) { person = row.text(0); });
    return person;
}

TouchedRecords RecordLinks::of_people_stored_after(std::int64_t seq) const {
    TouchedRecords touched;
    touched.seq = seq;
    database_.query("SELECT MAX(seq) FROM audit WHERE seq > $1 AND action = 'people.stored'", {seq},
                    [&](const SqlRow& row) { touched.seq = row.maybe_integer(0).value_or(seq); });
    if (touched.seq == seq)  // as nearly always: the people are not looked through
        return touched;
    database_.query(
        "SELECT owned_record.id FROM person JOIN owned_record ON owned_record.person = person.id"
        " WHERE person.change > $1",
        {seq}, [&](const SqlRow& row) { touched.ids.push_back(row.text(0)); });
    return touched;
}

void RecordLinks::add_neighbors(const std::string& record, int reach, bool before,
                                std::vector<PileNeighbor>& pile) const {
    // Arrivals rise in the order of files and pages, as they were read.
    const std::string same_delivery =
        "sha256 IN (SELECT sha256 FROM delivery WHERE batch IN (SELECT delivery.batch FROM"
        " delivery JOIN page ON page.sha256 = delivery.sha256 WHERE page.record = $1))";
    const std::string query =
        "SELECT sha256, file_page, part, record, status, line_sealed, (SELECT serial FROM record"
        " WHERE record.id = page.record) FROM page WHERE " +
        same_delivery + " AND record <> $1 AND arrival " + (before ? "<" : ">") +
        " (SELECT MIN(arrival) FROM page WHERE record = $1) ORDER BY arrival " +
        (before ? "DESC" : "ASC") + " LIMIT $2";
    int distance = 0;
    bool known = false;
    database_.query(query, {record, reach}, [&](const SqlRow& row) {
        PileNeighbor neighbor{before ? --distance : ++distance, owner_of(row.text(3)), ""};
        known = known || neighbor.person;
        const bool rejected = row.text(4) == "rejected", nobodys = !known && row.is_null(6);
        if (rejected || nobodys) {
            const std::string place = page_place(row.text(0), row.integer(1), row.integer(2));
            Json line = parse_json(vault_.unseal(row.text(5), place), Fault::bad_home, place);
            if (line.at("reason").is_string())
                neighbor.reason = line["reason"];
            if (nobodys && !rejected)
                neighbor.fields = std::move(line.at("fields"));
        }
        pile.push_back(std::move(neighbor));
    });
}

std::vector<PileNeighbor> RecordLinks::pile_around(const std::string& record, int reach) const {
    std::vector<PileNeighbor> pile;
    add_neighbors(record, reach, true, pile);
    add_neighbors(record, reach, false, pile);
    std::stable_sort(pile.begin(), pile.end(), [](const auto& one, const auto& other) {
        return std::abs(one.distance) < std::abs(other.distance);
    });
    return pile;
}

void RecordLinks::link(const std::string& record, const std::string& person) {
    SqlTransaction transaction(database_);
    if (!is_there("SELECT 1 FROM record WHERE id = $1", record))
        throw Error(Fault::bad_usage, record, "没有这条记录");
    if (!is_there("SELECT 1 FROM person WHERE id = $1", person))
        throw Error(Fault::bad_usage, person, "登记库中没有这个人");
    if (is_there("SELECT 1 FROM record, printed_sheet WHERE record.id = $1"
                 " AND printed_sheet.serial = record.serial",
                 record))
        throw Error(Fault::bad_usage, record, "这张表的编号是为登记人员印出的，不能改成别人的");
    store(record, person, "record.linked");
    transaction.commit();
}

void RecordLinks::unlink(const std::string& record) {
    SqlTransaction transaction(database_);
    if (!person_of(record))
        throw Error(Fault::bad_usage, record, "这条记录没有关联到人，没有什么可撤销");
    store(record, std::nullopt, "record.unlinked");
    transaction.commit();
}

/// Precondition: a writing transaction is open.
void RecordLinks::store(const std::string& record, const std::optional<std::string>& person,
                        const char* action) {
    const auto before = person_of(record);
    const auto json = [](const std::optional<std::string>& id) { return id ? Json(*id) : Json(); };
    const auto change = append_audit(database_, vault_,
                                     {actor_,
                                      action,
                                      record_place(record),
                                      {{"person", json(person)}, {"before", json(before)}}});
    database_.run(
        "INSERT INTO record_link (record, person, change) VALUES ($1, $2, $3)"
        " ON CONFLICT (record) DO UPDATE SET person = excluded.person, change = excluded.change",
        {record, person, change});
    database_.run(
        "UPDATE record SET revision = revision + 1, updated_at = $1, change = $2 WHERE id = $3",
        {timestamp_now(), change, record});
}

bool RecordLinks::is_there(const std::string& query, const std::string& value) const {
    bool found = false;
    database_.query(query, {value}, [&](const SqlRow&) { found = true; });
    return found;
}

}  // namespace tanfang
