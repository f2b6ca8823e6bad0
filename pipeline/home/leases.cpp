#include "pipeline/home/leases.h"

namespace tanfang {

bool Leases::take(const std::string& record, const std::string& holder, Clock::time_point now) {
    std::erase_if(leases_, [&](const auto& entry) { return entry.second.until <= now; });
    const auto found = leases_.find(record);
    if (found != leases_.end() && found->second.holder != holder)
        return false;
    leases_[record] = {holder, now + lease_time};
    return true;
}

std::optional<std::string> Leases::holder(const std::string& record, Clock::time_point now) const {
    const auto found = leases_.find(record);
    if (found == leases_.end() || found->second.until <= now)
        return std::nullopt;
    return found->second.holder;
}

void Leases::release(const std::string& holder) {
    std::erase_if(leases_, [&](const auto& entry) { return entry.second.holder == holder; });
}

}  // namespace tanfang
