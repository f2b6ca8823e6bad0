/// What a home knows better than the built-in table of divisions: renamed, new and ended places.
#pragma once

#include "pipeline/base/json.h"
#include "pipeline/external/sqlite.h"
#include "pipeline/home/vault.h"

#include <optional>
#include <string>
#include <vector>

namespace tanfang {

/// A place with the days on which its code holds; both ends belong to it.
struct DatedDivision {
    std::string code;    ///< digits
    std::string name;    ///< "蚶江镇"
    std::string level;   ///< "province", "prefecture", "county", "township" or "village"
    std::string parent;  ///< code of the division above
    std::optional<std::string> valid_from;        ///< "2024-01-01"; nothing: always
    std::optional<std::string> valid_until;       ///< nothing: until further notice
    std::optional<std::string> urban_rural = {};  ///< of a village, "220"; nothing: not known

    bool holds_on(const std::string& day) const;
    bool operator==(const DatedDivision&) const = default;
};

/// Not for several threads at once; lives no longer than its home.
class DivisionTable {
  public:
    DivisionTable(Sqlite& database, const Vault& vault, std::string actor);

    std::vector<DatedDivision> all() const;  ///< in the order of their codes

    /// Stores all of them or none, in place of those with the same codes, with one entry in the
    /// audit.
    ///
    /// @param origin  for the audit, e.g. the SHA-256 of a list
    void store(const std::vector<DatedDivision>& divisions, const Json& origin);

  private:
    Sqlite& database_;
    const Vault& vault_;
    std::string actor_;
};

}  // namespace tanfang
