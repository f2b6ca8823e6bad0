#include "pipeline/home/enrollments.h"

#include "pipeline/home/audit.h"
#include "pipeline/home/row_places.h"

#include <utility>

namespace tanfang {

Enrollments::Enrollments(Sqlite& database, const Vault& vault, std::string actor)
    : database_(database), vault_(vault), actor_(std::move(actor)) {}

std::vector<Enrollment> Enrollments::untaken() const {
    std::vector<Enrollment> found;
    database_.query(
        "SELECT record.id, record.revision FROM record LEFT JOIN enrolled"
        " ON enrolled.record = record.id WHERE record.form = 'enrollment'"
        " AND record.status = 'accepted'"
        " AND (enrolled.revision IS NULL OR enrolled.revision < record.revision)"
        " ORDER BY record.event_date, record.id",
        {}, [&](const SqlRow& row) {
            found.push_back({row.text(0), row.integer(1)});
        });
    return found;
}

void Enrollments::note_taken(const Enrollment& enrollment) {
    SqlTransaction transaction(database_);
    const auto change = append_audit(database_, vault_,
                                     {actor_,
                                      "enrollment.taken",
                                      record_place(enrollment.record),
                                      {{"revision", enrollment.revision}}});
    database_.run(
        "INSERT INTO enrolled (record, revision, change) VALUES ($1, $2, $3)"
        " ON CONFLICT (record) DO UPDATE SET revision = excluded.revision, change = "
        "excluded.change",
        {enrollment.record, enrollment.revision, change});
    transaction.commit();
}

}  // namespace tanfang
