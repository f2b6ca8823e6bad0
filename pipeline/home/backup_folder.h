/// What a backup of a home consists of, and when it is one.
///
///     backup.json      written last: what the backup holds; without it the folder is no backup
///     db/SHA256.db     the database as it was at one moment
///     originals/aa/    as in the home; files that are there already are never written again
///     tmp/, lock       as in the home
///
/// A new state is complete before backup.json names it, so that the folder holds a whole backup at
/// any moment after the first. The key is not in it: whoever finds the backup cannot read it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tanfang {

struct BackupContents {
    std::string made;      ///< when, UTC
    std::string home;      ///< which home: hash of the first entry of its audit
    std::string database;  ///< SHA-256 of the database
    std::string head;      ///< head of the audit, as AuditHead::text()
    std::int64_t originals = 0;
    std::vector<std::string> missing;  ///< originals that the home itself had lost
};

class BackupFolder {
  public:
    explicit BackupFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}

    /// @return  nothing if there is no backup.json
    /// @throws Error  Fault::bad_home if it is damaged or of a newer program
    std::optional<BackupContents> contents() const;

    /// Makes these the contents of the backup, durably.
    void publish_contents(const BackupContents& contents) const;

    std::filesystem::path database(const std::string& sha256) const {
        return folder_ / "db" / (sha256 + ".db");
    }
    std::filesystem::path original(const std::string& sha256) const {
        return folder_ / "originals" / sha256.substr(0, 2) / sha256;
    }
    std::filesystem::path unfinished(const std::string& name) const {
        return folder_ / "tmp" / name;
    }
    const std::filesystem::path& path() const { return folder_; }

  private:
    std::filesystem::path folder_;
};

/// Copies an original by way of a folder for unfinished files; it appears whole or not at all.
///
/// @return false if the bytes that were read are not those of the name; nothing is there then
bool copy_original(const std::filesystem::path& from, const std::filesystem::path& unfinished,
                   const std::filesystem::path& to);

/// Whether a file of that size is there.
bool has_bytes(const std::filesystem::path& file, std::int64_t bytes);

}  // namespace tanfang
