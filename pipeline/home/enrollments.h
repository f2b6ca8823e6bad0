/// Which confirmed enrollment records the register has not taken yet.
#pragma once

#include "pipeline/external/sqlite.h"
#include "pipeline/home/vault.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tanfang {

struct Enrollment {
    std::string record;         ///< id
    std::int64_t revision = 0;  ///< of the record
};

/// Not for several threads at once; lives no longer than its home.
class Enrollments {
  public:
    Enrollments(Sqlite& database, const Vault& vault, std::string actor);

    /// Accepted records that were never taken, or were changed since; the earliest day first, so
    /// that a later sheet of a person comes after an earlier one.
    std::vector<Enrollment> untaken() const;

    void note_taken(const Enrollment& enrollment);

  private:
    Sqlite& database_;
    const Vault& vault_;
    std::string actor_;
};

}  // namespace tanfang
