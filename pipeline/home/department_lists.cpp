#include "pipeline/home/department_lists.h"

#include "pipeline/home/audit.h"

#include <utility>

namespace tanfang {

DepartmentLists::DepartmentLists(Sqlite& database, const Vault& vault, std::string actor)
    : database_(database), vault_(vault), actor_(std::move(actor)) {}

std::vector<DepartmentList> DepartmentLists::all() const {
    std::vector<DepartmentList> lists;
    database_.query(
        "SELECT department_list.type, department_list.people, audit.at FROM department_list"
        " JOIN audit ON audit.seq = department_list.change ORDER BY department_list.type",
        {}, [&](const SqlRow& row) {
            lists.push_back({row.text(0), row.integer(1), row.text(2)});
        });
    return lists;
}

void DepartmentLists::replace(const std::string& type, const std::set<std::string>& id_nos,
                              const Json& origin) {
    SqlTransaction transaction(database_);
    Json detail = origin;
    detail["people"] = id_nos.size();
    const auto change =
        append_audit(database_, vault_, {actor_, "list.replaced", "list/" + type, detail});
    database_.run("DELETE FROM listed_person WHERE type = $1", {type});
    database_.run("DELETE FROM department_list WHERE type = $1", {type});
    if (!id_nos.empty())
        database_.run("INSERT INTO department_list (type, people, change) VALUES ($1, $2, $3)",
                      {type, static_cast<std::int64_t>(id_nos.size()), change});
    for (const auto& id_no : id_nos)
        database_.run("INSERT INTO listed_person (type, id_fingerprint) VALUES ($1, $2)",
                      {type, vault_.fingerprint(id_no)});
    transaction.commit();
}

std::map<std::string, bool> DepartmentLists::listed(const std::string& id_no) const {
    std::map<std::string, bool> listed;
    database_.query(
        "SELECT department_list.type, listed_person.type FROM department_list"
        " LEFT JOIN listed_person ON listed_person.type = department_list.type"
        " AND listed_person.id_fingerprint = $1",
        {vault_.fingerprint(id_no)},
        [&](const SqlRow& row) { listed[row.text(0)] = !row.is_null(1); });
    return listed;
}

}  // namespace tanfang
