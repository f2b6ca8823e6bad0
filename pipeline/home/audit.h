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
#include <vector>

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

/// The last entry. Whoever keeps it elsewhere can prove later that nothing before it was rewritten,
/// also not by somebody who has the key.
struct AuditHead {
    std::int64_t seq = 0;  ///< 0: no entry
    std::string hash;      ///< at least its first 32 hex digits

    std::string text() const;  ///< "1234-0f3a...": number and 32 digits
};

/// @throws Error  Fault::bad_usage if the text is none
AuditHead parse_audit_head(const std::string& text);

AuditHead audit_head(Sqlite& database);

/// Whether the chain of this database has this entry.
bool has_audit_entry(Sqlite& database, const AuditHead& entry);

/// Appends an entry. Precondition: a writing transaction is open.
///
/// @return the entry's number, one more than that of the last
std::int64_t append_audit(Sqlite& database, const Vault& vault, const AuditEvent& event);

struct AuditEntry {
    std::int64_t seq = 0;
    std::string at;  ///< ISO 8601, UTC
    AuditEvent event;
};

/// Entries to be looked at, the latest first.
///
/// @param before  only those with a lower number; 0: from the last one on
/// @param most    how many at most
std::vector<AuditEntry> audit_entries(Sqlite& database, std::int64_t before, int most);

/// Checks that no entry was changed, removed from the middle, moved or added without the key, and
/// that none is missing that a row of the home was made by.
AuditCheck verify_audit(Sqlite& database, const Vault& vault);

}  // namespace tanfang
