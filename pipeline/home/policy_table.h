/// How the admin of a home wants fields to be reviewed, where he wants it otherwise than the
/// product and the settings of the county.
#pragma once

#include "pipeline/external/sqlite.h"
#include "pipeline/home/vault.h"

#include <string>
#include <vector>

namespace tanfang {

struct ChosenPolicy {
    std::string form;
    std::string field;
    std::string policy;

    bool operator==(const ChosenPolicy&) const = default;
};

/// Not for several threads at once; lives no longer than its home.
class PolicyTable {
  public:
    PolicyTable(Sqlite& database, const Vault& vault) : database_(database), vault_(vault) {}

    std::vector<ChosenPolicy> all() const;  ///< in the order of forms and fields

    /// In place of what was chosen for the field before, with an entry in the audit.
    ///
    /// @param choice  its policy empty: as the product and the settings have it
    /// @param by      who chooses
    void choose(const ChosenPolicy& choice, const std::string& by);

  private:
    Sqlite& database_;
    const Vault& vault_;
};

}  // namespace tanfang
