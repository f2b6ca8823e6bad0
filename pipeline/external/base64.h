/// Base64 (RFC 4648, with padding), by OpenSSL: libsodium takes its time, for it hides
/// from the clock what is encoded; cipher texts need not be hidden.
///
/// in:  bytes
/// out: text
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace tanfang {

std::string base64(std::span<const unsigned char> bytes);

/// @return nothing if the text is no base64
std::optional<std::string> from_base64(std::string_view text);

}  // namespace tanfang
