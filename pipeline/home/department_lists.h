/// The lists of people whom departments name, as fingerprints: who is on one can be asked, not
/// read.
///
/// in:  ID numbers from a list of the health office or the disabled persons' federation
/// out: on which lists an ID number is
#pragma once

#include "pipeline/base/json.h"
#include "pipeline/external/sqlite.h"
#include "pipeline/home/vault.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace tanfang {

struct DepartmentList {
    std::string type;  ///< option of subject_types, "severe_disability"
    std::int64_t people = 0;
    std::string taken_at;  ///< "2026-11-26T08:00:00.000Z"
};

/// Not for several threads at once; lives no longer than its home.
class DepartmentLists {
  public:
    DepartmentLists(Sqlite& database, const Vault& vault, std::string actor);

    std::vector<DepartmentList> all() const;  ///< in the order of their types

    /// Puts a list in the place of the one of its type, wholly or not at all, with one entry in the
    /// audit.
    ///
    /// @param id_nos  sound ID numbers; none: there is no such list any more
    /// @param origin  for the audit, e.g. the SHA-256 of a file; nothing personal
    void replace(const std::string& type, const std::set<std::string>& id_nos, const Json& origin);

    /// @return  for each type of which there is a list: whether the ID number is on it
    std::map<std::string, bool> listed(const std::string& id_no) const;

  private:
    Sqlite& database_;
    const Vault& vault_;
    std::string actor_;
};

}  // namespace tanfang
