#include "pipeline/external/sodium.h"

#include "pipeline/external/base64.h"

#include <array>
#include <cstring>
#include <new>
#include <stdexcept>

#include <sodium.h>

namespace tanfang {

namespace {

constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;

void initialize() {
    static const int result = sodium_init();
    if (result < 0)
        throw std::runtime_error("libsodium does not start");
}

const unsigned char* octets(std::span<const std::byte> bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

const unsigned char* octets(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::string hex(std::span<const unsigned char> bytes) {
    std::string out(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(out.data(), out.size(), bytes.data(), bytes.size());
    out.pop_back();  // the closing zero
    return out;
}

}  // namespace

void SecretKey::Wipe::operator()(std::byte* bytes) const noexcept {
    sodium_free(bytes);
}

SecretKey::SecretKey() {
    initialize();
    bytes_.reset(static_cast<std::byte*>(sodium_malloc(size)));
    if (!bytes_)
        throw std::bad_alloc();
}

SecretKey::SecretKey(std::span<const std::byte, size> bytes) : SecretKey() {
    std::memcpy(bytes_.get(), bytes.data(), size);
}

SecretKey SecretKey::random() {
    SecretKey key;
    randombytes_buf(key.bytes_.get(), size);
    return key;
}

SecretKey SecretKey::derive(std::string_view purpose) const {
    static_assert(size == crypto_kdf_KEYBYTES);
    if (purpose.size() != crypto_kdf_CONTEXTBYTES)
        throw std::logic_error("the purpose of a key has 8 characters");
    SecretKey key;
    crypto_kdf_derive_from_key(reinterpret_cast<unsigned char*>(key.bytes_.get()), size, 1,
                               purpose.data(), octets(bytes()));
    return key;
}

std::span<const std::byte, SecretKey::size> SecretKey::bytes() const {
    return std::span<const std::byte, size>(bytes_.get(), size);
}

std::string seal(std::string_view text, const SecretKey& key, std::string_view bound_to) {
    static_assert(SecretKey::size == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
    std::string sealed(nonce_size + text.size() + tag_size, '\0');
    auto* out = reinterpret_cast<unsigned char*>(sealed.data());
    randombytes_buf(out, nonce_size);
    crypto_aead_xchacha20poly1305_ietf_encrypt(out + nonce_size, nullptr, octets(text), text.size(),
                                               octets(bound_to), bound_to.size(), nullptr, out,
                                               octets(key.bytes()));
    return base64(std::span(out, sealed.size()));
}

std::optional<std::string> open_sealed(std::string_view sealed, const SecretKey& key,
                                       std::string_view bound_to) {
    const auto bytes = from_base64(sealed);
    if (!bytes || bytes->size() < nonce_size + tag_size)
        return std::nullopt;
    std::string text(bytes->size() - nonce_size - tag_size, '\0');
    const unsigned char* nonce = octets(*bytes);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(
            reinterpret_cast<unsigned char*>(text.data()), nullptr, nullptr, nonce + nonce_size,
            bytes->size() - nonce_size, octets(bound_to), bound_to.size(), nonce,
            octets(key.bytes())) != 0)
        return std::nullopt;
    return text;
}

std::string keyed_fingerprint(std::string_view text, const SecretKey& key) {
    static_assert(SecretKey::size == crypto_auth_hmacsha256_KEYBYTES);
    std::array<unsigned char, crypto_auth_hmacsha256_BYTES> digest;
    crypto_auth_hmacsha256(digest.data(), octets(text), text.size(), octets(key.bytes()));
    return hex(digest);
}

void fill_random(std::span<std::byte> bytes) {
    initialize();
    randombytes_buf(bytes.data(), bytes.size());
}

}  // namespace tanfang
