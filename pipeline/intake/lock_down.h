/// Takes from a decoding child what decoding does not need.
#pragma once

#include <cstddef>

namespace tanfang {

/// Address space in use now; a limit must lie above what the child inherits.
std::size_t address_space_in_use();

/// Limits this process for good: address space, no files to write or open beyond a few, no new
/// processes, no core file, no new privileges, not readable by other processes of the user.
///
/// @param address_space  bytes
void lock_down_decoder(std::size_t address_space);

/// The same for pdftoppm, which opens fonts and writes one picture: more files, CPU seconds
/// limited.
void lock_down_renderer(std::size_t max_output);

}  // namespace tanfang
