/// Takes from a decoding child what decoding does not need.
///
/// Under AddressSanitizer, whose shadow memory spans terabytes and whose reports need more system
/// calls, address space and system calls are not limited.
#pragma once

#include <chrono>
#include <cstddef>

namespace tanfang {

/// How a child ends that cannot be confined: it decodes nothing. As EX_CONFIG of sysexits.h.
inline constexpr int exit_of_unconfined = 78;

/// Address space in use now; a limit must lie above what the child inherits.
std::size_t address_space_in_use();

/// Limits this process for good: address space, no files to write or open beyond a few, no new
/// processes, no core file, no new privileges, not readable by other processes of the user.
///
/// @param address_space  bytes
void lock_down_decoder(std::size_t address_space);

/// Leaves this process only the system calls of decoding, for good: memory that cannot be executed,
/// and messages on the socket that it has. Any other call kills it with SIGSYS. Ends the process
/// with exit_of_unconfined where the kernel has no seccomp. Comes last, after lock_down_decoder.
void confine_decoder();

/// Whether confine_decoder() works here: tries in a child whether a forbidden call kills it.
bool decoder_can_be_confined();

/// The kernel kills this process (SIGPROF) if it needs more CPU time from now on.
void limit_cpu_time(std::chrono::seconds limit);

/// The same for pdftoppm, which opens fonts and writes one picture: more files, and processes, as
/// its sandbox (bubblewrap.h) needs them.
///
/// @param max_output  bytes of its picture
/// @param cpu_time    then it gets SIGXCPU
void lock_down_renderer(std::size_t max_output, std::chrono::seconds cpu_time);

}  // namespace tanfang
