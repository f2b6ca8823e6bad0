#include "pipeline/external/password.h"

#include "pipeline/external/sodium.h"

#include <array>
#include <new>

#include <sodium.h>

namespace tanfang {

namespace {

constexpr std::size_t memory_bytes = std::size_t{46} << 20;
constexpr unsigned long long passes = 1;

}  // namespace

std::string hash_password(std::string_view password) {
    std::array<std::byte, 1> start{};
    fill_random(start);  // libsodium is initialized once that returned
    std::array<char, crypto_pwhash_STRBYTES> text{};
    if (crypto_pwhash_str_alg(text.data(), password.data(), password.size(), passes, memory_bytes,
                              crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw std::bad_alloc();
    return text.data();
}

bool password_matches(std::string_view password, const std::string& hash) {
    return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

std::string random_token() {
    std::array<std::byte, 32> bytes{};
    fill_random(bytes);
    std::string hex(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                   bytes.size());
    hex.pop_back();  // the closing zero
    return hex;
}

}  // namespace tanfang
