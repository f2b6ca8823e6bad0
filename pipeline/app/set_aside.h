/// Moves files of a watched folder out of the way when they are done with.
#pragma once

#include "pipeline/home/durable_file.h"

#include <array>
#include <filesystem>
#include <optional>
#include <string>

namespace tanfang {

inline const std::filesystem::path received_folder = "已收";  ///< safe in the home
inline const std::filesystem::path refused_folder = "未收";   ///< never taken, each with its reason

/// Moves DIR/sub/a.pdf to DIR/SHELF/sub/a.pdf, or "a (2).pdf" if there is one already.
///
/// @param folder  the watched folder
/// @param file    relative to it
/// @param stamp   by which the file is known: another one of that name stays
/// @return        where it lies now; nothing if another file has this name now
/// @throws Error  Fault::unreadable_scan if it cannot be moved
std::optional<std::filesystem::path> set_aside(const std::filesystem::path& folder,
                                               const std::filesystem::path& file,
                                               const FileStamp& stamp,
                                               const std::filesystem::path& shelf);

/// Writes a.pdf.原因.txt beside a file that was set aside. A folder that takes no text file is no
/// reason to stop: nothing happens then.
void write_reason(const std::filesystem::path& set_aside_file, const std::string& reason);

}  // namespace tanfang
