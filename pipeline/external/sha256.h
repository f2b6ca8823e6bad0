/// The door to OpenSSL, for one thing: SHA-256, ten times as fast as libsodium's.
///
/// OpenSSL uses the processor's own instructions: 1.2 ms for a scan of 1.8 MB instead of 13 ms.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace tanfang {

/// Bytes of a text.
std::span<const std::byte> bytes_of(std::string_view text);

/// SHA-256 (FIPS 180-4) as 64 lower-case hex digits.
std::string sha256_hex(std::span<const std::byte> bytes);

/// SHA-256 of bytes that arrive in pieces.
class Sha256 {
  public:
    Sha256();
    void update(std::span<const std::byte> bytes);
    std::string hex();  ///< 64 lower-case hex digits; call once, after the last update

  private:
    struct State;
    struct Free {
        void operator()(State* state) const noexcept;
    };
    std::unique_ptr<State, Free> state_;
};

}  // namespace tanfang
