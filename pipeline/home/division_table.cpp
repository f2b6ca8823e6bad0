#include "pipeline/home/division_table.h"

#include "pipeline/home/audit.h"

#include <utility>

namespace tanfang {

bool DatedDivision::holds_on(const std::string& day) const {
    return (!valid_from || *valid_from <= day) && (!valid_until || day <= *valid_until);
}

DivisionTable::DivisionTable(Sqlite& database, const Vault& vault, std::string actor)
    : database_(database), vault_(vault), actor_(std::move(actor)) {}

std::vector<DatedDivision> DivisionTable::all() const {
    std::vector<DatedDivision> divisions;
    database_.query(
        "SELECT code, name, level, parent, valid_from, valid_until, urban_rural FROM division"
        " ORDER BY code",
        {}, [&](const SqlRow& row) {
            divisions.push_back({row.text(0), row.text(1), row.text(2), row.text(3),
                                 row.maybe_text(4), row.maybe_text(5), row.maybe_text(6)});
        });
    return divisions;
}

void DivisionTable::store(const std::vector<DatedDivision>& divisions, const Json& origin) {
    if (divisions.empty())
        return;
    SqlTransaction transaction(database_);
    Json detail = origin;
    detail["stored"] = divisions.size();
    const auto change =
        append_audit(database_, vault_, {actor_, "divisions.stored", "divisions", detail});
    for (const auto& one : divisions)
        database_.run(
            "INSERT INTO division (code, name, level, parent, valid_from, valid_until, urban_rural,"
            " change) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (code) DO UPDATE SET"
            " name = excluded.name, level = excluded.level, parent = excluded.parent,"
            " valid_from = excluded.valid_from, valid_until = excluded.valid_until,"
            " urban_rural = excluded.urban_rural, change = excluded.change",
            {one.code, one.name, one.level, one.parent, one.valid_from, one.valid_until,
             one.urban_rural, change});
    transaction.commit();
}

}  // namespace tanfang
