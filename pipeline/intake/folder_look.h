/// What lies in a folder that scanners write to, and in the folders in it, at this moment.
#pragma once

#include "pipeline/intake/arriving_file.h"

#include <filesystem>
#include <string>
#include <vector>

namespace tanfang {

struct FolderEntry {
    std::filesystem::path path;  ///< relative to the folder
    FileStamp stamp;
    std::string
        problem;  ///< why it can be no scan (a link, a FIFO, ...), in Chinese words; or empty
};

struct FolderLook {
    std::vector<FolderEntry> entries;             ///< in the byte order of paths
    std::vector<std::filesystem::path> folders;   ///< relative; the folder itself is "."
    std::vector<std::filesystem::path> closed;    ///< folders that cannot be looked into
    std::vector<std::filesystem::path> too_deep;  ///< folders below the last level looked at
    int passed_over = 0;                          ///< files whose names are not those of scans
};

/// Levels of folders below the watched one. Scanners make one or two (their name, the day); more
/// than this is a mistake, such as a whole disk.
inline constexpr int deepest_level = 8;

/// Looks through a folder. Only names that end like scans count (has_scan_ending); hidden names and
/// links to folders are passed over; nothing is opened but folders.
///
/// @param folder  open
/// @param apart   names of folders directly in it that do not belong to what arrives
FolderLook look_into(int folder, const std::vector<std::filesystem::path>& apart);

}  // namespace tanfang
