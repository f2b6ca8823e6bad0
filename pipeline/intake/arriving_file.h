/// A file in a folder that others write to: opened without following anything, and asked who else
/// has it open.
#pragma once

#include "pipeline/intake/memory_file.h"

#include <cstdint>
#include <filesystem>
#include <optional>

#include <sys/stat.h>

namespace tanfang {

/// By what a file is known again that nobody has written to meanwhile. No inode: shares invent
/// theirs anew at times, and the file would never seem to rest.
struct ArrivalStamp {
    std::int64_t bytes = 0;
    std::int64_t written_ns = 0;  ///< time of the last writing, since 1970

    bool operator==(const ArrivalStamp&) const = default;
};

ArrivalStamp arrival_stamp(const struct stat& status);

/// Opens a folder for looking into it. @return closed if that fails; errno says why
Descriptor open_folder(const std::filesystem::path& folder);

/// Opens a file of a folder for reading; no link on the way is followed, and a FIFO does not block.
///
/// @param folder  open
/// @param path    relative to it, without ".."
/// @return        closed if it cannot be opened; errno says why
Descriptor open_beneath(int folder, const std::filesystem::path& path);

/// The stamp of an open file; nothing if it is no regular file.
std::optional<ArrivalStamp> stamp_of_regular(int file);

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
