#include "pipeline/home/sortable_id.h"

#include "pipeline/external/sodium.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <ctime>

namespace tanfang {

namespace {

std::int64_t milliseconds_now() {
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

/// Appends the lowest `digits` base-32 digits of a number.
void append_base32(std::string& out, std::uint64_t number, int digits) {
    constexpr char crockford[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    for (int digit = digits - 1; digit >= 0; --digit) out += crockford[number >> (5 * digit) & 31];
}

}  // namespace

std::string new_sortable_id() {
    std::array<std::uint64_t, 2> random{};
    fill_random(std::as_writable_bytes(std::span(random)));
    std::string id;
    append_base32(id, static_cast<std::uint64_t>(milliseconds_now()), 10);
    append_base32(id, random[0], 8);  // 40 of the 80 random bits
    append_base32(id, random[1], 8);
    return id;
}

std::string timestamp_now() {
    const std::int64_t now = milliseconds_now();
    const std::time_t seconds = now / 1000;
    std::tm utc{};
    ::gmtime_r(&seconds, &utc);
    char text[40];
    const std::size_t length = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &utc);
    std::snprintf(text + length, sizeof text - length, ".%03dZ", static_cast<int>(now % 1000));
    return text;
}

}  // namespace tanfang
