/// What is personal in a home is sealed here; the key is a file of 32 random bytes.
///
/// Three independent keys are derived from it: for documents, for look-ups by fingerprint, and for
/// the audit chain, which therefore nobody can recompute with the database alone.
#pragma once

#include "pipeline/external/sodium.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace tanfang {

class Vault {
  public:
    /// @throws Error  Fault::bad_home if the file is missing, unreadable, or not 32 bytes long
    static Vault open(const std::filesystem::path& key_file);

    /// Makes a new key file, mode 0600, durable before anything is sealed with it.
    ///
    /// @throws Error  Fault::output_failed if it cannot be written
    static Vault create(const std::filesystem::path& key_file);

    /// @param bound_to  the place of the text, e.g. "record/01J..."; it opens only there
    /// @return          base64
    std::string seal(std::string_view text, std::string_view bound_to) const;

    /// @throws Error  Fault::bad_home if the text was sealed with another key or changed since
    std::string unseal(std::string_view sealed, std::string_view bound_to) const;

    /// 64 hex digits by which equal values are found, e.g. an ID number; unreadable without the
    /// key.
    std::string fingerprint(std::string_view value) const;

    /// 64 hex digits that sign an entry of the audit chain.
    std::string sign_audit(std::string_view entry) const;

  private:
    explicit Vault(const SecretKey& key);

    SecretKey documents_;
    SecretKey look_ups_;
    SecretKey audit_;
};

}  // namespace tanfang
