#include "pipeline/home/durable_file.h"

#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tanfang {

namespace {

std::string words_for(int error) {
    switch (error) {
        case ENOSPC:
        case EDQUOT:
            return "磁盘空间不足，文件没有写完。请清理磁盘后重试";
        case EACCES:
        case EPERM:
        case EROFS:
            return "没有访问权限。请检查文件和目录的权限";
        case ENOENT:
            return "找不到该文件";
        case EIO:
            return "磁盘读写出错。请检查磁盘后重试";
        default:
            return "文件读写出错（" + std::generic_category().message(error) + "）。请检查后重试";
    }
}

/// Renames unless something has the new name. @return false if so
bool rename_to_free_name(const std::filesystem::path& from, const std::filesystem::path& to) {
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0)
        return true;
    if (errno == EEXIST)
        return false;
    if (errno != EINVAL)  // EINVAL: file systems of shares do not know the flag
        throw_system_error(Fault::unreadable_scan, from);
    struct stat taken {};
    if (::lstat(to.c_str(), &taken) == 0)
        return false;
    if (::rename(from.c_str(), to.c_str()) != 0)
        throw_system_error(Fault::unreadable_scan, from);
    return true;
}

std::filesystem::path numbered(const std::filesystem::path& name, int number) {
    if (number == 1)
        return name;
    std::filesystem::path result = name.stem();
    result += " (" + std::to_string(number) + ")";
    result += name.extension();
    return result;
}

std::filesystem::path directory_of(const std::filesystem::path& file) {
    return file.has_parent_path() ? file.parent_path() : ".";
}

}  // namespace

void throw_system_error(Fault fault, const std::filesystem::path& file) {
    throw Error(fault, file.string(), words_for(errno));
}

OpenFile::OpenFile(const std::filesystem::path& file, int flags, Fault fault)
    : file_(file), fault_(fault), descriptor_(::open(file.c_str(), flags | O_CLOEXEC, 0600)) {
    if (descriptor_ < 0)
        fail();
}

OpenFile::OpenFile(int descriptor, const std::filesystem::path& name, Fault fault) noexcept
    : file_(name), fault_(fault), descriptor_(descriptor) {}

OpenFile::~OpenFile() {
    if (descriptor_ >= 0)
        ::close(descriptor_);
}

OpenFile::OpenFile(OpenFile&& other) noexcept
    : file_(std::move(other.file_)),
      fault_(other.fault_),
      descriptor_(std::exchange(other.descriptor_, -1)) {}

void OpenFile::fail() const {
    throw_system_error(fault_, file_);
}

std::size_t OpenFile::read(std::span<std::byte> buffer) {
    for (;;) {
        const ssize_t count = ::read(descriptor_, buffer.data(), buffer.size());
        if (count >= 0)
            return static_cast<std::size_t>(count);
        if (errno != EINTR)
            fail();
    }
}

void OpenFile::write(std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::write(descriptor_, bytes.data(), bytes.size());
        if (count < 0 && errno != EINTR)
            fail();
        if (count > 0)
            bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
}

void OpenFile::start_writing_back() noexcept {
    // An error of the disk is kept by the system and told by sync().
    ::sync_file_range(descriptor_, 0, 0, SYNC_FILE_RANGE_WRITE);
}

void OpenFile::sync() {
    if (::fsync(descriptor_) != 0)
        fail();
}

bool is_there(const std::filesystem::path& file) {
    std::error_code cannot_tell;
    return std::filesystem::exists(file, cannot_tell);
}

void sync_directory(const std::filesystem::path& directory) {
    OpenFile(directory, O_RDONLY | O_DIRECTORY, Fault::output_failed).sync();
}

void create_private_directory(const std::filesystem::path& directory) {
    if (::mkdir(directory.c_str(), 0700) != 0 &&
        (errno != EEXIST || !std::filesystem::is_directory(directory)))
        throw_system_error(Fault::output_failed, directory);
}

void make_private_directory(const std::filesystem::path& directory) {
    create_private_directory(directory);
    // Also where it exists: whoever made it may have crashed before its entry was durable.
    sync_directory(directory_of(directory));
}

void publish(const std::filesystem::path& written, const std::filesystem::path& final_name) {
    if (::rename(written.c_str(), final_name.c_str()) != 0)
        throw_system_error(Fault::output_failed, final_name);
    sync_directory(directory_of(final_name));
}

void remove_file(const std::filesystem::path& file) {
    if (::unlink(file.c_str()) != 0 && errno != ENOENT)
        throw_system_error(Fault::output_failed, file);
}

std::optional<std::filesystem::path> move_delivered(const std::filesystem::path& delivered,
                                                    const FileStamp& received,
                                                    const std::filesystem::path& folder) {
    std::filesystem::path moved;
    for (int number = 1;; ++number) {
        moved = folder / numbered(delivered.filename(), number);
        if (rename_to_free_name(delivered, moved))
            break;
    }
    struct stat status {};
    // Looked at after the move: before it, there would be a moment for a scanner to replace it.
    if (::lstat(moved.c_str(), &status) != 0)
        throw_system_error(Fault::unreadable_scan, moved);
    if (stamp_of(status) != received) {
        rename_to_free_name(moved, delivered);
        return std::nullopt;
    }
    for (const auto& directory : {folder, directory_of(delivered)})
        OpenFile(directory, O_RDONLY | O_DIRECTORY, Fault::unreadable_scan).sync();
    return moved;
}

}  // namespace tanfang
