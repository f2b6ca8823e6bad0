/// Whether the rows of a home agree with each other, with the audit and with what is sealed in
/// them.
#pragma once

#include "pipeline/external/sqlite.h"
#include "pipeline/home/check_register.h"
#include "pipeline/home/vault.h"

#include <cstdint>

namespace tanfang {

struct RowCount {
    std::int64_t pages = 0;
    std::int64_t records = 0;
    std::int64_t people = 0;
    std::int64_t waiting = 0;  ///< files that are received but not read
};

RowCount check_rows(Sqlite& database, const Vault& vault, const ReportFinding& report);

}  // namespace tanfang
