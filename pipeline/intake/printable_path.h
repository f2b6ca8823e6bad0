/// A file's name for JSON and messages: Linux names are bytes, JSON wants UTF-8.
#pragma once

#include <filesystem>
#include <string>

namespace tanfang {

/// The path with U+FFFD for every byte that is no valid UTF-8, and for control characters.
std::string printable_path(const std::filesystem::path& path);

}  // namespace tanfang
