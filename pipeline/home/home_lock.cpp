#include "pipeline/home/home_lock.h"

#include <cerrno>
#include <chrono>
#include <thread>

#include <fcntl.h>

namespace tanfang {

namespace {

constexpr auto longest_wait = std::chrono::seconds(1);
constexpr auto pause = std::chrono::milliseconds(50);
constexpr off_t byte_of_writers = 0;  // behind it one byte for each turn

OpenFile lock_file(const std::filesystem::path& home) {
    return {home / "lock", O_RDWR | O_CREAT, Fault::bad_home};
}

/// Locks belong to the open file, not to the process: several homes in one program keep apart, too.
///
/// @param kind  F_WRLCK for one only, F_RDLCK for several; what was held before is replaced at once
bool try_lock(const OpenFile& file, const std::filesystem::path& home, short kind, off_t byte) {
    struct flock range {};
    range.l_type = kind;
    range.l_whence = SEEK_SET;
    range.l_start = byte;
    range.l_len = 1;
    if (::fcntl(file.descriptor(), F_OFD_SETLK, &range) == 0)
        return true;
    if (errno != EAGAIN && errno != EACCES && errno != EINTR)
        throw_system_error(Fault::bad_home, home / "lock");
    return false;
}

/// Tries for a second.
template <class Attempt>
void wait_for(const std::filesystem::path& home, const Attempt& attempt) {
    const auto give_up = std::chrono::steady_clock::now() + longest_wait;
    while (!attempt()) {
        if (std::chrono::steady_clock::now() >= give_up)
            throw Error(Fault::bad_home, home.string(),
                        "另一个 tanfang 程序正在写入该数据目录，请等它结束后再试");
        std::this_thread::sleep_for(pause);
    }
}

}  // namespace

HomeLock::HomeLock(const std::filesystem::path& home) : HomeLock(lock_file(home)) {
    wait_for(home, [&] { return try_lock(file_, home, F_WRLCK, byte_of_writers); });
}

HomeLock HomeLock::beside_others(const std::filesystem::path& home) {
    HomeLock lock(lock_file(home));
    wait_for(home, [&] {
        lock.alone_ = try_lock(lock.file_, home, F_WRLCK, byte_of_writers);
        return lock.alone_ || try_lock(lock.file_, home, F_RDLCK, byte_of_writers);
    });
    return lock;
}

void HomeLock::let_others_in() {
    try_lock(file_, "", F_RDLCK, byte_of_writers);  // never refused: whoever has all may have less
    alone_ = false;
}

std::optional<HomeLock> HomeLock::try_turn(const std::filesystem::path& home, HomeTurn turn) {
    HomeLock lock(lock_file(home));
    if (!try_lock(lock.file_, home, F_WRLCK, byte_of_writers + 1 + static_cast<off_t>(turn)))
        return std::nullopt;
    return lock;
}

}  // namespace tanfang
