#include "pipeline/intake/arriving_file.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <iterator>

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/vfs.h>

namespace tanfang {

namespace {

constexpr int without_links = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;

/// File systems whose files other machines or programs write to unseen by the local kernel. NFS and
/// SMB refuse leases for reasons of their own, which would look like a writer.
bool may_be_written_unseen(int file) {
    constexpr std::array<unsigned long, 10> shares = {
        NFS_SUPER_MAGIC,  SMB_SUPER_MAGIC, CIFS_SUPER_MAGIC, SMB2_SUPER_MAGIC,
        FUSE_SUPER_MAGIC, V9FS_MAGIC,      AFS_SUPER_MAGIC,  CEPH_SUPER_MAGIC,
        CODA_SUPER_MAGIC, 0x786F4256 /* VirtualBox */};
    struct statfs system {};
    if (::fstatfs(file, &system) != 0)
        return true;
    const auto type = static_cast<unsigned long>(system.f_type) & 0xFFFFFFFFUL;
    return std::find(shares.begin(), shares.end(), type) != shares.end();
}

}  // namespace

Descriptor open_folder(const std::filesystem::path& folder) {
    return Descriptor(::open(folder.c_str(), O_RDONLY | O_CLOEXEC | O_DIRECTORY));
}

Descriptor open_beneath(int folder, const std::filesystem::path& path) {
    Descriptor at;
    for (auto part = path.begin(); part != path.end(); ++part) {
        const bool last = std::next(part) == path.end();
        const int flags = last ? without_links : without_links | O_DIRECTORY;
        at = Descriptor(::openat(at.is_open() ? at.get() : folder, part->c_str(), flags));
        if (!at.is_open())
            break;
    }
    return at;
}

std::optional<FileStamp> stamp_of_regular(int file) {
    struct stat status {};
    if (::fstat(file, &status) != 0 || !S_ISREG(status.st_mode))
        return std::nullopt;
    return stamp_of(status);
}

Writer writer_of(int file) {
    if (may_be_written_unseen(file))
        return Writer::unknown;
    // Somebody may open the file for writing while the lease stands, and the system then sends a
    // signal: one that is ignored by default, not SIGIO, which would end the program.
    ::fcntl(file, F_SETSIG, SIGURG);
    if (::fcntl(file, F_SETLEASE, F_RDLCK) == 0) {
        ::fcntl(file, F_SETLEASE, F_UNLCK);
        return Writer::none;
    }
    return errno == EAGAIN ? Writer::some : Writer::unknown;
}

}  // namespace tanfang
