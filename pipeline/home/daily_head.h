/// The head of the audit of each day, in a file that can be printed: who keeps the paper can prove
/// later that nothing before that day was rewritten.
///
/// in:  home, the audit in its database
/// out: lines in `heads/2026-11.txt` in the home, one a day
#pragma once

#include "pipeline/home/audit.h"

#include <filesystem>
#include <mutex>
#include <string>
#include <vector>

namespace tanfang {

struct KeptHead {
    std::string day;  ///< "2026-11-26"
    AuditHead head;
};

/// Safe from several threads.
class DailyHead {
  public:
    /// @param home  the clean path of a folder that holds a home
    explicit DailyHead(std::filesystem::path home) : home_(std::move(home)) {}

    /// Notes the head at the first call of a day, unless another program has; to be called whenever
    /// something is done.
    ///
    /// @param day  today, "2026-11-26"
    /// @throws Error  Fault::output_failed if the disk fails; nothing is half written then
    void keep(const std::string& day);

  private:
    std::filesystem::path home_;
    std::mutex mutex_;
    std::string kept_;  // the day
};

/// Today by the computer's clock and time zone.
std::string day_by_clock();

/// All that were kept in a home, in order of days; lines that are none are passed over.
std::vector<KeptHead> kept_heads(const std::filesystem::path& home);

}  // namespace tanfang
