/// Files that are either written whole or not at all.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tanfang {

struct OutputFile {
    std::filesystem::path path;
    std::string bytes;
};

/// Writes all files or none: each under a temporary name beside its place first, then renamed. An
/// existing regular file is replaced; what is no regular file (a pipe, /dev/full) is written
/// directly.
///
/// @throws Error  Fault::output_failed, naming the file; nothing half-written is left behind
void write_files(const std::vector<OutputFile>& files);

}  // namespace tanfang
