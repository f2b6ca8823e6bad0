#include "pipeline/intake/lock_down.h"

#include "pipeline/external/seccomp.h"

#include <csignal>
#include <cstdio>

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tanfang {

namespace {

#ifdef __SANITIZE_ADDRESS__
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif

void limit(__rlimit_resource resource, rlim_t value) {
    const rlimit both{value, value};
    if (setrlimit(resource, &both) != 0)
        _exit(70);  // EX_SOFTWARE: better no decoding than decoding without limits
}

void limit_address_space(std::size_t bytes) {
    if (!sanitized)
        limit(RLIMIT_AS, bytes);
}

void give_up_privileges() {
    limit(RLIMIT_CORE, 0);  // a core file would hold people's data
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        _exit(70);
}

/// What decoding asks of the kernel, found by tests/unit/intake/confinement_test.cpp: each codec
/// decodes its pictures behind this list.
bool allow_decoding_only() {
    constexpr const char* allowed[] = {
        // packets, and the files with them
        "recvmsg", "sendmsg", "close", "lseek",
        // memory, below its limit
        "munmap", "mremap", "brk", "madvise", "futex",
        // the clock of a request, and the end
        "setitimer", "clock_gettime", "exit_group",
        // glibc's qsort in libtiff, and hash tables in libqpdf
        "sysinfo", "getrandom",
        // abort() upon a damaged heap shall not look like a fault of this list
        "rt_sigreturn", "rt_sigprocmask", "getpid", "gettid"};
    constexpr const char* without_execution[] = {"mmap", "mprotect"};
    constexpr const char* to_itself[] = {"tgkill"};
    // Last words; and /proc/sys/vm/overcommit_memory, which glibc's heap of a thread asks for when
    // it shrinks, and can do without.
    constexpr const char* refused[] = {"write", "writev", "fstat", "newfstatat", "openat"};
    return allow_only({allowed, without_execution, to_itself, refused});
}

}  // namespace

std::size_t address_space_in_use() {
    unsigned long pages = 0;
    if (std::FILE* file = std::fopen("/proc/self/statm", "re")) {
        if (std::fscanf(file, "%lu", &pages) != 1)
            pages = 0;
        std::fclose(file);
    }
    return pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

void lock_down_decoder(std::size_t address_space) {
    constexpr rlim_t max_files = 16;
    give_up_privileges();
    limit_address_space(address_space);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_NPROC, 0);
    limit(RLIMIT_NOFILE, max_files);
    prctl(PR_SET_DUMPABLE, 0);
}

void confine_decoder() {
    if (!sanitized && !allow_decoding_only())
        _exit(exit_of_unconfined);
}

bool decoder_can_be_confined() {
    if (sanitized)
        return true;
    const pid_t child = fork();
    if (child == 0) {
        give_up_privileges();
        confine_decoder();
        syscall(SYS_getppid);
        _exit(exit_of_unconfined);
    }
    int status = 0;
    return child > 0 && waitpid(child, &status, 0) == child && WIFSIGNALED(status) &&
           WTERMSIG(status) == SIGSYS;
}

void limit_cpu_time(std::chrono::seconds limit) {
    constexpr int slower = sanitized ? 10 : 1;  // as AddressSanitizer makes the codecs
    itimerval timer{};
    timer.it_value.tv_sec = limit.count() * slower;
    setitimer(ITIMER_PROF, &timer, nullptr);
}

void lock_down_renderer(std::size_t max_output, std::chrono::seconds cpu_time) {
    constexpr rlim_t max_address_space = rlim_t{1} << 30;
    constexpr rlim_t max_files = 64;  // fonts and their settings
    give_up_privileges();
    limit_address_space(max_address_space);
    limit(RLIMIT_FSIZE, max_output);
    limit(RLIMIT_NOFILE, max_files);
    const auto seconds = static_cast<rlim_t>(cpu_time.count());
    const rlimit cpu{seconds, seconds + 1};  // SIGKILL at the second, if it does not heed SIGXCPU
    if (setrlimit(RLIMIT_CPU, &cpu) != 0)
        _exit(70);
}

}  // namespace tanfang
