/// A file in a folder that others write to: opened without following anything, and asked who else
/// has it open.
#pragma once

#include "pipeline/base/file_stamp.h"
#include "pipeline/intake/memory_file.h"

#include <filesystem>
#include <optional>

namespace tanfang {

/// Opens a folder for looking into it. @return closed if that fails; errno says why
Descriptor open_folder(const std::filesystem::path& folder);

/// Opens a file of a folder for reading; no link on the way is followed, and a FIFO does not block.
///
/// @param folder  open
/// @param path    relative to it, without ".."
/// @return        closed if it cannot be opened; errno says why
Descriptor open_beneath(int folder, const std::filesystem::path& path);

/// The stamp of an open file; nothing if it is no regular file.
std::optional<FileStamp> stamp_of_regular(int file);

enum class Writer {
    none,     ///< nobody has the file open for writing
    some,     ///< somebody has
    unknown,  ///< cannot be seen: a network share, somebody else's file
};

/// Whether somebody has a file open for writing, on this machine.
///
/// Asked by placing a read lease for a moment, which the system refuses while there is a writer
/// (fcntl(2)). It gives leases only to the file's owner and to root, and on a share it cannot know
/// what other machines do: then the answer is `unknown`.
Writer writer_of(int file);

}  // namespace tanfang
