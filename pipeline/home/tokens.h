/// By what other programs may use the station's API: random tokens, of which only hashes are kept.
///
/// in:  a token, the time
/// out: whose it is and what it may do
#pragma once

#include "pipeline/external/sqlite.h"
#include "pipeline/home/vault.h"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace tanfang {

/// What a token may do. Each is granted by itself.
enum class TokenScope {
    read,    ///< sees records and pictures, numbers of persons masked
    decide,  ///< answers what is doubtful, and sees a number in full where it asks for it
    upload,  ///< brings scans
};

std::string scope_name(TokenScope scope);  ///< "read", "decide", "upload"

/// @throws Error  Fault::bad_usage if the name is none of the three
TokenScope scope_named(const std::string& name);

struct ApiToken {
    std::string name;  ///< of the program that has it; stands in the audit as "token/NAME"
    std::set<TokenScope> scopes;
    std::int64_t until = 0;  ///< seconds since 1970, exclusive
    bool revoked = false;
};

/// Not for several threads at once.
class Tokens {
  public:
    /// Both outlive it.
    Tokens(Sqlite& database, const Vault& vault) : database_(database), vault_(vault) {}

    /// Makes a token; that of the same name, if there was one, works no more.
    ///
    /// @param by  who makes it, for the audit
    /// @return    the token: "tf_" and 64 hex digits, kept nowhere
    /// @throws Error  Fault::bad_usage if the name is empty, longer than 40 bytes or holds other
    ///                characters than letters, digits, - and _, or no scope is named
    std::string add(const ApiToken& token, const std::string& by);

    /// Whose token that is; nothing if there is none, or it is revoked or at its end.
    ///
    /// @param now  seconds since 1970
    std::optional<ApiToken> find(const std::string& token, std::int64_t now);

    /// In the order of names.
    std::vector<ApiToken> list();

    /// @throws Error  Fault::bad_usage if there is none of this name that works
    void revoke(const std::string& name, const std::string& by);

  private:
    Sqlite& database_;
    const Vault& vault_;
};

}  // namespace tanfang
