/// The door to libseccomp: a process gives up all system calls but those that it names.
#pragma once

#include <span>

namespace tanfang {

/// What a process may still ask of the kernel, by the names of Linux's system calls. Whatever is in
/// no list kills the process (SIGSYS), and so does every call of another kind (x32, 32 bits).
struct SystemCalls {
    std::span<const char* const> allowed;
    std::span<const char* const> without_execution;  ///< unless the third argument has PROT_EXEC
    std::span<const char* const> to_itself;  ///< if the first argument is this process's number
    std::span<const char* const> refused;    ///< fail with EPERM and do nothing
};

/// Binds the calling process to the list for good. It must have no_new_privs, and one thread only.
///
/// @return false if the kernel has no seccomp filters, or forbids them here; then nothing is bound
/// @see Linux, Documentation/userspace-api/seccomp_filter.rst
bool allow_only(const SystemCalls& calls) noexcept;

}  // namespace tanfang
