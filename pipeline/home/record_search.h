/// Finds records by what is known of them outside: serial, ID number, person.
///
/// in:  what a clerk asks for
/// out: ids of records
#pragma once

#include "pipeline/home/people.h"

#include <string>
#include <vector>

namespace tanfang {

/// Not for several threads at once; lives no longer than its home.
class RecordSearch {
  public:
    RecordSearch(Sqlite& database, const Vault& vault) : database_(database), vault_(vault) {}

    /// @param serial  as on paper; none if no sheet of this serial came
    std::vector<std::string> with_serial(const std::string& serial) const;

    /// Records on which this ID number is claimed, the earliest first. Looked up by its
    /// fingerprint.
    std::vector<std::string> with_id_no(const std::string& id_no) const;

    /// Records of a person: with the ID number, on sheets that were printed for the person, or
    /// linked by hand. The
    /// earliest first, those without a date last.
    std::vector<std::string> of_person(const Person& person) const;

    /// The delivery in which a file first came.
    std::string batch_of(const std::string& sha256) const;

  private:
    std::vector<std::string> ids(const std::string& where,
                                 const std::vector<SqlValue>& parameters) const;

    Sqlite& database_;
    const Vault& vault_;
};

}  // namespace tanfang
