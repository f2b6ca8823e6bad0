/// The audit: who did what, each entry signed over the entry before it.
///
/// An entry is written in the same transaction as the change that it tells of. Entries hold ids,
/// states and hashes, never what stands on a form.
#pragma once

#include "pipeline/base/json.h"
#include "pipeline/external/sqlite.h"
#include "pipeline/home/vault.h"

#include <cstdint>
#include <optional>
#include <string>

namespace tanfang {

struct AuditEvent {
    std::string actor;   ///< login name of who runs the program
    std::string action;  ///< "page.stored"
    std::string object;  ///< "record/01J..."
    Json detail = Json::object();
};

struct AuditCheck {
    std::int64_t entries = 0;
    std::optional<std::int64_t>
        first_broken;  ///< number of the first entry that does not fit; nothing: sound
};

/// Appends an entry. Precondition: a writing transaction is open.
///
/// @return the entry's number, one more than that of the last
std::int64_t append_audit(Sqlite& database, const Vault& vault, const AuditEvent& event);

/// Checks that no entry was changed, removed from the middle, moved or added without the key, and
/// that none is missing that a row of the home was made by.
AuditCheck verify_audit(Sqlite& database, const Vault& vault);

}  // namespace tanfang
