/// The door to zlib, for one thing: unpacking the tables that the program brings along.
#pragma once

#include <string>

namespace tanfang {

/// The bytes that a gzip file (RFC 1952) of the product holds.
///
/// @throws Error  Fault::bad_template if they cannot be unpacked, or are cut short
std::string gunzip(const std::string& packed);

}  // namespace tanfang
