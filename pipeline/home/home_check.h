/// Whether a home still is what was put into it: originals, rows, sealed values, audit.
///
/// in:  the folder of a home; another program may be writing in it
/// out: findings, one sentence each
#pragma once

#include "pipeline/home/audit.h"
#include "pipeline/home/home.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace tanfang {

struct HomeCheck {
    std::int64_t originals = 0;  ///< whose bytes were hashed
    std::int64_t pages = 0;
    std::int64_t records = 0;
    std::int64_t people = 0;
    std::int64_t entries = 0;  ///< of the audit
    std::int64_t waiting = 0;  ///< files that are received but not read; no finding
    std::int64_t findings = 0;
    bool others_write = false;  ///< then what lies there without a row was not judged
    AuditHead head;
};

struct HomeCheckHooks {
    /// Takes each finding: Chinese words for a clerk, nothing personal.
    std::function<void(const std::string& finding)> report;
    std::function<void()> stop = [] {};  ///< throws to end the check; called before each file
};

/// @param kept    an earlier head of the audit that must still stand in the chain
/// @throws Error  Fault::bad_home if there is no home, or the key is missing or another one
HomeCheck check_home(const std::filesystem::path& folder, const HomeOptions& options,
                     const std::optional<AuditHead>& kept, const HomeCheckHooks& hooks);

}  // namespace tanfang
