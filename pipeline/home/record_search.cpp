#include "pipeline/home/record_search.h"

namespace tanfang {

std::vector<std::string> RecordSearch::ids(const std::string& where,
                                           const std::vector<SqlValue>& parameters) const {
    std::vector<std::string> found;
    database_.query(
        "SELECT id FROM record WHERE " + where + " ORDER BY COALESCE(event_date, '9999'), change",
        parameters, [&](const SqlRow& row) { found.push_back(row.text(0)); });
    return found;
}

std::vector<std::string> RecordSearch::with_serial(const std::string& serial) const {
    return ids("serial = $1", {serial});
}

std::vector<std::string> RecordSearch::with_id_no(const std::string& id_no) const {
    return ids("subject_id_fingerprint = $1", {vault_.fingerprint(id_no)});
}

std::vector<std::string> RecordSearch::of_person(const Person& person) const {
    return ids(
        "subject_id_fingerprint = $1"
        " OR serial IN (SELECT serial FROM printed_sheet WHERE person = $2)"
        " OR id IN (SELECT record FROM record_link WHERE person = $2)",
        {vault_.fingerprint(person.id_no()), person.id});
}

std::string RecordSearch::batch_of(const std::string& sha256) const {
    std::string batch;
    database_.query("SELECT batch FROM delivery WHERE sha256 = $1 ORDER BY arrival LIMIT 1",
                    {sha256}, [&](const SqlRow& row) { batch = row.text(0); });
    return batch;
}

}  // namespace tanfang
