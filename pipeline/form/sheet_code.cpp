#include "pipeline/form/sheet_code.h"

#include "pipeline/base/text.h"

#include <array>
#include <cstdint>
#include <vector>

namespace tanfang {

namespace {

constexpr std::string_view crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::string_view magic = "TF1";
constexpr std::string_view pack_magic = "TP1";
constexpr std::size_t serial_length = 10;
constexpr std::size_t month_length = 6;
constexpr std::size_t longest_pack = 6;  // digits; a run has at most 100,000 sets

/// CRC-32 as in ISO 3309 (polynomial 0x04C11DB7, reflected), the checksum of zip and PNG.
std::uint32_t crc32(std::string_view bytes) {
    std::uint32_t crc = 0xFFFFFFFF;
    for (const char c : bytes) {
        crc ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320u : 0u);
    }
    return crc ^ 0xFFFFFFFF;
}

std::string check_of(std::string_view body) {
    const std::uint32_t value = crc32(body) % 1024;
    return {crockford[value / 32], crockford[value % 32]};
}

/// Crockford's reading rule: look-alikes are the digit they look like.
char canonical(char c) {
    if (c >= 'a' && c <= 'z')
        c = static_cast<char>(c - 'a' + 'A');
    if (c == 'O')
        return '0';
    if (c == 'I' || c == 'L')
        return '1';
    return c;
}

std::optional<std::string> canonical_base32(std::string_view text) {
    std::string out;
    for (const char c : text) {
        out += canonical(c);
        if (crockford.find(out.back()) == std::string_view::npos)
            return std::nullopt;
    }
    return out;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (;;) {
        const auto at = text.find(separator);
        parts.push_back(text.substr(0, at));
        if (at == std::string_view::npos)
            return parts;
        text.remove_prefix(at + 1);
    }
}

bool is_form_letter(std::string_view text) {
    return text.size() == 1 && text[0] >= 'A' && text[0] <= 'Z';
}

/// A number of one or two digits without leading zero, from 1.
int small_number(std::string_view text) {
    if (!is_digits(text) || text.size() > 2 || text[0] == '0')
        return 0;
    return std::stoi(std::string(text));
}

}  // namespace

std::string encode(const SheetCode& code) {
    const std::string body = std::string(magic) + '/' + code.form + '/' +
                             std::to_string(code.version) + '/' + code.serial + '/' +
                             std::to_string(code.copy) + '/' + std::to_string(code.page);
    return body + '/' + check_of(body);
}

std::string encode(const PackCode& code) {
    const std::string body = std::string(pack_magic) + "/" + code.form + "/" + code.batch + "/" +
                             code.village + "/" + code.month + "/" + std::to_string(code.pack);
    return body + "/" + check_of(body);
}

std::optional<PackCode> decode_pack_code(std::string_view text) {
    const auto parts = split(text, '/');
    if (parts.size() != 7 || parts[0] != pack_magic || !is_form_letter(parts[1]) ||
        parts[2].size() != serial_length || canonical_base32(parts[2]) != parts[2] ||
        !is_digits(parts[3]) || parts[4].size() != month_length || !is_digits(parts[4]) ||
        parts[5].size() > longest_pack || !is_digits(parts[5]))
        return std::nullopt;
    const PackCode code{parts[1][0], std::string(parts[2]), std::string(parts[3]),
                        std::string(parts[4]), std::stoi(std::string(parts[5]))};
    return encode(code) == text ? std::optional(code) : std::nullopt;
}

std::optional<SheetCode> decode_sheet_code(std::string_view text) {
    const auto parts = split(text, '/');
    if (parts.size() != 7 || parts[0] != magic || !is_form_letter(parts[1]) ||
        parts[3].size() != serial_length)
        return std::nullopt;
    const auto serial = canonical_base32(parts[3]);
    const auto check = canonical_base32(parts[6]);
    SheetCode code{parts[1][0], small_number(parts[2]), serial.value_or(""), small_number(parts[4]),
                   small_number(parts[5])};
    if (!serial || !check || !code.version || !code.copy || !code.page)
        return std::nullopt;
    const std::string whole = encode(code);
    if (whole.substr(whole.rfind('/') + 1) != *check)
        return std::nullopt;
    return code;
}

std::string set_name(const SheetCode& code) {
    return std::string(magic) + '/' + code.form + '/' + std::to_string(code.version) + '/' +
           code.serial;
}

std::optional<SheetCode> decode_set_name(std::string_view name) {
    const auto parts = split(name, '/');
    if (parts.size() != 4 || parts[1].size() != 1 || parts[3].size() != serial_length)
        return std::nullopt;
    const auto serial = canonical_base32(parts[3]);
    const SheetCode code{parts[1][0], small_number(parts[2]), serial.value_or(""), 0, 0};
    if (code.form < 'A' || code.form > 'Z' || !code.version || set_name(code) != name)
        return std::nullopt;
    return code;
}

std::string serial_from_bits(unsigned long long random_bits) {
    std::string serial;
    for (std::size_t i = 0; i < serial_length; ++i) {
        serial += crockford[random_bits & 31];
        random_bits >>= 5;
    }
    return serial;
}

}  // namespace tanfang
