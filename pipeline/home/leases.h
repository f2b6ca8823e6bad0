/// Who has which sheet before him, so that two people do not do the same work.
///
/// A lease only avoids double work; lost updates are prevented by the revision of the record. So it
/// lives in memory: after a restart every sheet is free.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>

namespace tanfang {

constexpr std::chrono::minutes lease_time{5};

/// Not for several threads at once.
class Leases {
  public:
    using Clock = std::chrono::steady_clock;

    /// Takes a sheet, or keeps it for another five minutes.
    /// @return false if another person has it
    bool take(const std::string& record, const std::string& holder, Clock::time_point now);

    /// Who has the sheet; nothing if it is free.
    std::optional<std::string> holder(const std::string& record, Clock::time_point now) const;

    /// Gives back all that a person has.
    void release(const std::string& holder);

  private:
    struct Lease {
        std::string holder;
        Clock::time_point until;
    };
    std::map<std::string, Lease> leases_;
};

}  // namespace tanfang
