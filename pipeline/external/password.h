/// The door to libsodium's password hash: Argon2id.
///
/// in:  a password
/// out: a text that proves it and does not tell it
#pragma once

#include <string>
#include <string_view>

namespace tanfang {

/// Hashes a password (Argon2id, 46 MiB, one pass: 67 ms when it was measured; OWASP's table of
/// equal strengths lists it). Different each time.
///
/// @return ASCII, parameters and salt included, for password_matches()
/// @throws std::bad_alloc  if the memory is not there
std::string hash_password(std::string_view password);

/// Takes as long for a wrong password as for the right one.
bool password_matches(std::string_view password, const std::string& hash);

/// 256 random bits as 64 hex digits: for sessions, tokens and links.
std::string random_token();

}  // namespace tanfang
