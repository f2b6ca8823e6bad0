#include "pipeline/home/home_lock.h"

#include <cerrno>
#include <chrono>
#include <thread>

#include <fcntl.h>
#include <sys/file.h>

namespace tanfang {

namespace {

constexpr auto longest_wait = std::chrono::seconds(1);
constexpr auto pause = std::chrono::milliseconds(50);

}  // namespace

HomeLock::HomeLock(const std::filesystem::path& home)
    : file_(home / "lock", O_RDWR | O_CREAT, Fault::bad_home) {
    const auto give_up = std::chrono::steady_clock::now() + longest_wait;
    while (::flock(file_.descriptor(), LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK && errno != EINTR)
            throw_system_error(Fault::bad_home, home / "lock");
        if (std::chrono::steady_clock::now() >= give_up)
            throw Error(Fault::bad_home, home.string(),
                        "另一个 tanfang 程序正在写入该数据目录，请等它结束后再试");
        std::this_thread::sleep_for(pause);
    }
}

}  // namespace tanfang
