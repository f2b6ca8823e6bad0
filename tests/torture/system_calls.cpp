// The functions that stand in for the C library's. Each looks whether the file is below the watched
// root, lets the watch decide, calls the true one and tells the watch what was done.
#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <string>

#include "tests/torture/file_operations.h"
#include <dlfcn.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

using tanfang::torture::Mistake;
using tanfang::torture::watching;

namespace {

template <class Function>
Function* true_one(const char* name) {
    return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

bool is_there(const char* path) {
    struct stat status {};
    return ::lstat(path, &status) == 0;
}

bool is_watched(const char* path) {
    return watching && path && watching->is_below_root(path);
}

bool is_watched(int descriptor) {
    return watching && watching->is_ours(descriptor);
}

using Open = int(const char*, int, ...);

int open_watched(Open* open_truly, const char* path, int flags, mode_t mode) {
    if (!is_watched(path))
        return open_truly(path, flags, mode);
    const bool creates = (flags & O_CREAT) && !is_there(path);
    if (watching->fails_now(creates || (flags & O_TRUNC)))
        return -1;
    const int descriptor = open_truly(path, flags, mode);
    if (descriptor >= 0) {
        watching->note_open(descriptor, path, creates);
        if (!creates && (flags & O_TRUNC))
            watching->note_resize(descriptor, 0);
    }
    return descriptor;
}

mode_t mode_among(int flags, va_list arguments) {
    return flags & (O_CREAT | O_TMPFILE) ? static_cast<mode_t>(va_arg(arguments, unsigned)) : 0;
}

/// @param write_truly  writes the first so many bytes
template <class Write>
ssize_t write_watched(int descriptor, off_t offset, const void* bytes, size_t count,
                      Write write_truly) {
    if (watching->dies_halfway() && count > 1) {
        write_truly(count / 2);
        ::raise(SIGKILL);
    }
    if (watching->fails_now(true))
        return -1;
    const ssize_t written = write_truly(count);
    if (written > 0)
        watching->note_write(descriptor, offset, bytes, static_cast<size_t>(written));
    return written;
}

int sync_watched(int descriptor) {
    if (watching->fails_now(true)) {
        watching->note_failed_sync(descriptor);
        return -1;
    }
    if (!watching->skips_sync(descriptor))
        watching->note_sync(descriptor);
    return 0;  // on the trace only: what is durable is decided there
}

int remove_watched(int (*remove_truly)(const char*), const char* path) {
    if (!is_watched(path))
        return remove_truly(path);
    if (watching->fails_now(true))
        return -1;
    const int result = remove_truly(path);
    if (result == 0)
        watching->note_remove(path);
    return result;
}

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
    static const auto truly = true_one<Open>("open");
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = mode_among(flags, arguments);
    va_end(arguments);
    return open_watched(truly, path, flags, mode);
}

int open64(const char* path, int flags, ...) {
    static const auto truly = true_one<Open>("open64");
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = mode_among(flags, arguments);
    va_end(arguments);
    return open_watched(truly, path, flags, mode);
}

int close(int descriptor) {
    static const auto truly = true_one<decltype(close)>("close");
    if (watching)
        watching->note_close(descriptor);
    return truly(descriptor);
}

ssize_t read(int descriptor, void* bytes, size_t count) {
    static const auto truly = true_one<decltype(read)>("read");
    if (is_watched(descriptor) && watching->fails_now(false))
        return -1;
    return truly(descriptor, bytes, count);
}

ssize_t pread64(int descriptor, void* bytes, size_t count, off64_t offset) {
    static const auto truly = true_one<decltype(pread64)>("pread64");
    if (is_watched(descriptor) && watching->fails_now(false))
        return -1;
    return truly(descriptor, bytes, count, offset);
}

ssize_t write(int descriptor, const void* bytes, size_t count) {
    static const auto truly = true_one<decltype(write)>("write");
    if (!is_watched(descriptor))
        return truly(descriptor, bytes, count);
    return write_watched(descriptor, ::lseek(descriptor, 0, SEEK_CUR), bytes, count,
                         [&](size_t first) { return truly(descriptor, bytes, first); });
}

ssize_t pwrite64(int descriptor, const void* bytes, size_t count, off64_t offset) {
    static const auto truly = true_one<decltype(pwrite64)>("pwrite64");
    if (!is_watched(descriptor))
        return truly(descriptor, bytes, count, offset);
    return write_watched(descriptor, offset, bytes, count,
                         [&](size_t first) { return truly(descriptor, bytes, first, offset); });
}

int ftruncate64(int descriptor, off64_t length) noexcept {
    static const auto truly = true_one<int(int, off64_t)>("ftruncate64");
    if (!is_watched(descriptor))
        return truly(descriptor, length);
    if (watching->fails_now(true))
        return -1;
    const int result = truly(descriptor, length);
    if (result == 0)
        watching->note_resize(descriptor, length);
    return result;
}

int fsync(int descriptor) {
    static const auto truly = true_one<decltype(fsync)>("fsync");
    return is_watched(descriptor) ? sync_watched(descriptor) : truly(descriptor);
}

int fdatasync(int descriptor) {
    static const auto truly = true_one<decltype(fdatasync)>("fdatasync");
    return is_watched(descriptor) ? sync_watched(descriptor) : truly(descriptor);
}

int renameat2(int from_directory, const char* from, int to_directory, const char* to,
              unsigned flags) noexcept {
    static const auto truly =
        true_one<int(int, const char*, int, const char*, unsigned)>("renameat2");
    if (!is_watched(from))
        return truly(from_directory, from, to_directory, to, flags);
    if (watching->fails_now(true))
        return -1;
    const int result = truly(from_directory, from, to_directory, to, flags);
    if (result == 0)
        watching->note_rename(from, to);
    return result;
}

int rename(const char* from, const char* to) noexcept {
    return ::renameat2(AT_FDCWD, from, AT_FDCWD, to, 0);
}

int unlink(const char* path) noexcept {
    static const auto truly = true_one<int(const char*)>("unlink");
    return remove_watched(truly, path);
}

int remove(const char* path) noexcept {
    static const auto truly = true_one<int(const char*)>("remove");
    return remove_watched(truly, path);
}

int mkdir(const char* path, mode_t mode) noexcept {
    static const auto truly = true_one<int(const char*, mode_t)>("mkdir");
    if (!is_watched(path) || is_there(path))
        return truly(path, mode);
    if (watching->fails_now(true))
        return -1;
    const int result = truly(path, mode);
    if (result == 0)
        watching->note_make_directory(path);
    return result;
}

int sqlite3_exec(sqlite3* database, const char* sql, int (*row)(void*, int, char**, char**),
                 void* context, char** error) {
    static const auto truly = true_one<decltype(sqlite3_exec)>("sqlite3_exec");
    std::string text = sql;
    if (watching && watching->plan().mistake == Mistake::normal_synchronous)
        if (const auto at = text.find("synchronous = FULL"); at != std::string::npos)
            text.replace(at, 18, "synchronous = NORMAL");
    return truly(database, text.c_str(), row, context, error);
}

}  // extern "C"
