#include "pipeline/external/seccomp.h"

#include <cerrno>
#include <cstdint>
#include <memory>

#include <seccomp.h>
#include <sys/mman.h>
#include <unistd.h>

namespace tanfang {

namespace {

struct Release {
    void operator()(void* filter) const noexcept { seccomp_release(filter); }
};
using Filter = std::unique_ptr<void, Release>;

/// Adds a rule for each name. @return false if a name is unknown or there is no memory
template <class... Conditions>
bool add(const Filter& filter, std::uint32_t action, std::span<const char* const> names,
         Conditions... conditions) noexcept {
    for (const char* name : names) {
        const int number = seccomp_syscall_resolve_name(name);
        if (number == __NR_SCMP_ERROR ||
            seccomp_rule_add(filter.get(), action, number, sizeof...(conditions), conditions...) !=
                0)
            return false;
    }
    return true;
}

}  // namespace

bool allow_only(const SystemCalls& calls) noexcept {
    const Filter filter(seccomp_init(SCMP_ACT_KILL_PROCESS));
    const scmp_arg_cmp no_execution = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
    const scmp_arg_cmp own_process = SCMP_A0(SCMP_CMP_EQ, static_cast<std::uint64_t>(getpid()));
    return filter &&
           seccomp_attr_set(filter.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) == 0 &&
           add(filter, SCMP_ACT_ALLOW, calls.allowed) &&
           add(filter, SCMP_ACT_ALLOW, calls.without_execution, no_execution) &&
           add(filter, SCMP_ACT_ALLOW, calls.to_itself, own_process) &&
           add(filter, SCMP_ACT_ERRNO(EPERM), calls.refused) && seccomp_load(filter.get()) == 0;
}

}  // namespace tanfang
