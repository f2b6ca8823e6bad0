/// The door to libsodium: sealed texts, keyed fingerprints, random bytes. SHA-256 is in sha256.h.
///
/// Everything that comes out is text (hex or base64), so that it goes into JSON and into the text
/// columns of any database. libsodium is initialized once, at the first call.
#pragma once

#include "pipeline/external/sha256.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace tanfang {

/// 32 secret bytes in guarded memory that is never swapped out and is wiped at the end.
class SecretKey {
  public:
    static constexpr std::size_t size = 32;

    static SecretKey random();
    explicit SecretKey(std::span<const std::byte, size> bytes);

    /// An independent key for one purpose, so that no key serves two algorithms (crypto_kdf,
    /// BLAKE2b).
    ///
    /// @param purpose  exactly 8 characters, e.g. "document"
    SecretKey derive(std::string_view purpose) const;

    std::span<const std::byte, size> bytes() const;

  private:
    SecretKey();
    struct Wipe {
        void operator()(std::byte* bytes) const noexcept;
    };
    std::unique_ptr<std::byte, Wipe> bytes_;
};

/// Encrypts and signs a text (XChaCha20-Poly1305, random nonce).
///
/// @param bound_to  what the text belongs to, e.g. "record/01J..."; the text opens only together
/// with
///                  it, so that a sealed text moved to another row is noticed
/// @return          base64 of nonce and cipher text
std::string seal(std::string_view text, const SecretKey& key, std::string_view bound_to);

/// The text that seal() was given.
///
/// @return nothing if the key is another one, the text was changed, or `bound_to` differs
std::optional<std::string> open_sealed(std::string_view sealed, const SecretKey& key,
                                       std::string_view bound_to);

/// HMAC-SHA-256 as 64 hex digits: equal texts are found without the text being readable.
std::string keyed_fingerprint(std::string_view text, const SecretKey& key);

/// Fills a buffer from the system's random generator.
void fill_random(std::span<std::byte> bytes);

}  // namespace tanfang
