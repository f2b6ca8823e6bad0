/// Ids that are unique without asking anybody and sort by the time at which they were made.
#pragma once

#include <string>

namespace tanfang {

/// A ULID: 26 Crockford base-32 characters, 48 bits of milliseconds and 80 random bits.
///
/// @see https://github.com/ulid/spec
std::string new_sortable_id();

/// Now in UTC as ISO 8601 with milliseconds, "2026-11-01T08:30:00.123Z": sorts as text.
std::string timestamp_now();

}  // namespace tanfang
