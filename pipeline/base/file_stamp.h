/// By what a file is known again that nobody has written to meanwhile.
#pragma once

#include <cstdint>

#include <sys/stat.h>

namespace tanfang {

/// No inode: shares invent theirs anew at times, and the file would never seem to be the same.
struct FileStamp {
    std::int64_t bytes = 0;
    std::int64_t written_ns = 0;  ///< time of the last writing, since 1970

    bool operator==(const FileStamp&) const = default;
};

FileStamp stamp_of(const struct stat& status);

}  // namespace tanfang
