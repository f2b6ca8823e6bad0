#include "pipeline/external/sha256.h"

#include <array>
#include <new>
#include <stdexcept>

#include <openssl/evp.h>

namespace tanfang {

namespace {

void check(int result) {
    if (result != 1)
        throw std::runtime_error("OpenSSL refuses SHA-256");
}

}  // namespace

std::span<const std::byte> bytes_of(std::string_view text) {
    return std::as_bytes(std::span(text));
}

std::string sha256_hex(std::span<const std::byte> bytes) {
    Sha256 hash;
    hash.update(bytes);
    return hash.hex();
}

struct Sha256::State {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
};

void Sha256::Free::operator()(State* state) const noexcept {
    EVP_MD_CTX_free(state->context);
    delete state;
}

Sha256::Sha256() : state_(new State) {
    if (!state_->context)
        throw std::bad_alloc();
    check(EVP_DigestInit_ex(state_->context, EVP_sha256(), nullptr));
}

void Sha256::update(std::span<const std::byte> bytes) {
    check(EVP_DigestUpdate(state_->context, bytes.data(), bytes.size()));
}

std::string Sha256::hex() {
    constexpr char digits[] = "0123456789abcdef";
    std::array<unsigned char, 32> digest;
    check(EVP_DigestFinal_ex(state_->context, digest.data(), nullptr));
    std::string text;
    for (const unsigned byte : digest) {
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

}  // namespace tanfang
