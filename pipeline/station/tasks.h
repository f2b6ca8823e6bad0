/// What waits for people: the open fields of all records, brought up to date by what changed.
///
/// in:  Home
/// out: counts, and the next sheet for a person
#pragma once

#include "pipeline/home/home.h"
#include "pipeline/home/leases.h"

#include <map>
#include <optional>
#include <string>

namespace tanfang {

struct Piles {
    int accepted = 0;     ///< records
    int rejected = 0;     ///< to be scanned again
    int sheets = 0;       ///< records with open fields
    int open_fields = 0;  ///< one task each
    int exceptions = 0;  ///< records that ask, but not about a field: pages missing or of two forms
};

/// Not for several threads at once.
class Tasks {
  public:
    /// Looks at the records that were changed since the last call.
    void refresh(Home& home);

    Piles piles() const;

    /// The first record, in order of arrival, that has open fields and that nobody else has; it is
    /// leased to the person.
    ///
    /// @param after  "" or a record: only those behind it, to pass one over
    /// @return       nothing if there is none
    std::optional<std::string> next(const std::string& person, const std::string& after,
                                    Leases& leases, Leases::Clock::time_point now) const;

  private:
    struct Work {
        PageStatus status = PageStatus::rejected;
        int open = 0;
    };
    std::int64_t cursor_ = 0;
    std::map<std::string, Work> by_record_;  // ids sort by time
};

}  // namespace tanfang
