/// Whether the register of a home is whole: its people, what was printed for them, whose records
/// are, whom departments name.
#pragma once

#include "pipeline/external/sqlite.h"
#include "pipeline/home/vault.h"

#include <cstdint>
#include <functional>
#include <string>

namespace tanfang {

using ReportFinding = std::function<void(const std::string&)>;  ///< takes a Chinese sentence

/// @return        how many people there are
std::int64_t check_register(Sqlite& database, const Vault& vault, const ReportFinding& report);

}  // namespace tanfang
