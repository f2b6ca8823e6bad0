/// What a hostile file may try once it has taken over its decoding child.
#pragma once

#include <span>
#include <string_view>

namespace tanfang {

struct EscapeAttempt {
    std::string_view name;
    bool (
        *let_through)();  ///< makes the attempt in this process. @return true if the kernel did it
    bool is_answered = false;  ///< the kernel says no, instead of killing the process
};

std::span<const EscapeAttempt> escape_attempts();

}  // namespace tanfang
