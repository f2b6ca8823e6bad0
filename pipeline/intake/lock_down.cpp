#include "pipeline/intake/lock_down.h"

#include <cstdio>

#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace tanfang {

namespace {

void limit(__rlimit_resource resource, rlim_t value) {
    const rlimit both{value, value};
    if (setrlimit(resource, &both) != 0)
        _exit(70);  // EX_SOFTWARE: better no decoding than decoding without limits
}

void limit_address_space([[maybe_unused]] std::size_t bytes) {
#ifndef __SANITIZE_ADDRESS__  // its shadow memory spans terabytes of address space
    limit(RLIMIT_AS, bytes);
#endif
}

void give_up_privileges() {
    limit(RLIMIT_CORE, 0);  // a core file would hold people's data
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        _exit(70);
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

void lock_down_renderer(std::size_t max_output) {
    constexpr rlim_t max_address_space = rlim_t{2} << 30;
    constexpr rlim_t max_files = 64;  // fonts and their settings
    constexpr rlim_t max_cpu_seconds = 20;
    give_up_privileges();
    limit_address_space(max_address_space);
    limit(RLIMIT_FSIZE, max_output);
    limit(RLIMIT_NOFILE, max_files);
    limit(RLIMIT_CPU, max_cpu_seconds);
}

}  // namespace tanfang
