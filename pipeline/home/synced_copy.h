/// Copies a file so that the copy survives a power cut, and tells its SHA-256 on the way.
#pragma once

#include "pipeline/home/durable_file.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace tanfang {

struct HashedBytes {
    std::string sha256;  ///< 64 hex digits
    std::int64_t bytes = 0;
};

/// Copies all that is left to read and syncs the copy.
HashedBytes copy_synced(OpenFile& from, OpenFile& to);

/// @throws Error  Fault::bad_home if the file cannot be read
HashedBytes hash_of(const std::filesystem::path& file);

/// Whether a name could be that of an original: 64 lower-case hex digits.
bool is_sha256(const std::string& name);

}  // namespace tanfang
