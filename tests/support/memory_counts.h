/// Whether the memory that a program takes says anything about it: AddressSanitizer needs much of its
/// own, and keeps what was freed for a while.
#pragma once

namespace tanfang::support {

#ifdef __SANITIZE_ADDRESS__
inline constexpr bool memory_counts = false;
#else
inline constexpr bool memory_counts = true;
#endif

}  // namespace tanfang::support
