/// Whether the register of a home is whole: its people, what was printed for them, whose records
/// are.
#pragma once

#include "pipeline/external/sqlite.h"
#include "pipeline/home/vault.h"

#include <cstdint>
#include <functional>
#include <string>

namespace tanfang {

/// @param report  takes each finding, a Chinese sentence
/// @return        how many people there are
std::int64_t check_register(Sqlite& database, const Vault& vault,
                            const std::function<void(const std::string&)>& report);

}  // namespace tanfang
