#include "pipeline/base/side_by_side.h"

#include <algorithm>
#include <future>
#include <thread>
#include <vector>

namespace tanfang {

namespace {

constexpr std::size_t fewest_items = 256;  // of a range: for less no thread is worth its start

}  // namespace

void side_by_side(std::size_t count,
                  const std::function<void(std::size_t first, std::size_t last)>& work) {
    const std::size_t cores = std::max(1u, std::thread::hardware_concurrency());
    const std::size_t ranges = std::clamp<std::size_t>(count / fewest_items, 1, cores);
    std::vector<std::future<void>> others;
    for (std::size_t i = 1; i < ranges; ++i)
        others.push_back(
            std::async(std::launch::async, work, count * i / ranges, count * (i + 1) / ranges));
    work(0, count / ranges);  // where it throws, the futures wait for the others
    for (auto& other : others) other.get();
}

}  // namespace tanfang
