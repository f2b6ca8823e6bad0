/// ZIP archives made by hand, also such as no program makes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tanfang::support {

struct ZipEntry {
    std::string name;
    std::string start;
    std::string repeated;  ///< stands between start and end, `times` times; packed only once
    int times = 0;
    std::string end;
    std::optional<std::uint32_t> claimed_size;  ///< unpacked, instead of the true one
};

/// @return the archive; its check sums are 0, which readers of workbooks do not look at
std::string zip_file(const std::vector<ZipEntry>& entries);

}  // namespace tanfang::support
