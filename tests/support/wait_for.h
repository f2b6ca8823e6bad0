/// Waits for what another program does; a test that waits in vain fails, it does not hang.
#pragma once

#include <chrono>
#include <functional>
#include <thread>

namespace tanfang::support {

/// @return whether it became true within a minute
inline bool wait_for(const std::function<bool()>& condition) {
    constexpr int tries = 3000;
    for (int i = 0; i < tries; ++i) {
        if (condition())
            return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return false;
}

}  // namespace tanfang::support
