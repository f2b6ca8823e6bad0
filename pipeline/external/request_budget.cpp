#include "pipeline/external/request_budget.h"

#include <algorithm>

namespace tanfang {

namespace {

constexpr std::size_t most_addresses = 1024;  // an office network has fewer computers

}  // namespace

double RequestBudget::left_of(const Bucket& bucket, Clock::time_point now) const {
    const std::chrono::duration<double> pause = now - bucket.filled;
    return std::min(rate_.at_once, bucket.left + rate_.per_second * pause.count());
}

bool RequestBudget::take(const std::string& address, Clock::time_point now) {
    const std::scoped_lock lock(mutex_);
    if (by_address_.size() >= most_addresses)  // whose budget is full again need not be known
        std::erase_if(by_address_,
                      [&](const auto& one) { return left_of(one.second, now) >= rate_.at_once; });
    auto& bucket = by_address_.try_emplace(address, Bucket{rate_.at_once, now}).first->second;
    bucket = {left_of(bucket, now), now};
    if (bucket.left < 1)
        return false;
    bucket.left -= 1;
    return true;
}

}  // namespace tanfang
