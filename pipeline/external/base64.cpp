#include "pipeline/external/base64.h"

#include <algorithm>

#include <openssl/evp.h>

namespace tanfang {

namespace {

constexpr std::size_t group_bytes = 3, group_letters = 4;

unsigned char* octets_of(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

bool is_letter(char letter) {
    return (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z') ||
           (letter >= '0' && letter <= '9') || letter == '+' || letter == '/';
}

}  // namespace

std::string base64(std::span<const unsigned char> bytes) {
    std::string text((bytes.size() + group_bytes - 1) / group_bytes * group_letters, '\0');
    EVP_EncodeBlock(octets_of(text), bytes.data(), static_cast<int>(bytes.size()));  // and a zero
    return text;
}

std::optional<std::string> from_base64(std::string_view text) {
    const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with("=") ? 1 : 0;
    const std::string_view letters = text.substr(0, text.size() - padding);
    // OpenSSL would pass over blanks at both ends, and read "=" anywhere as zero.
    if (text.size() % group_letters != 0 || letters.find('=') != std::string_view::npos ||
        (!text.empty() &&
         (letters.empty() || !is_letter(letters.front()) || !is_letter(letters.back()))))
        return std::nullopt;
    std::string bytes(text.size() / group_letters * group_bytes, '\0');
    if (EVP_DecodeBlock(octets_of(bytes), reinterpret_cast<const unsigned char*>(text.data()),
                        static_cast<int>(text.size())) < 0)
        return std::nullopt;
    bytes.resize(bytes.size() - padding);
    return bytes;
}

}  // namespace tanfang
