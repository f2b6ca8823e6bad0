/// How many requests one client address may make: so many a second, and more at once after a pause.
///
/// in:  addresses, as they ask
/// out: whether they may
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>
#include <string>

namespace tanfang {

struct RequestRate {
    double per_second = 0;  ///< in the long run
    double at_once = 0;     ///< after a pause
};

/// A token bucket for each address (RFC 2697 has the same with one color more). Safe from several
/// threads.
class RequestBudget {
  public:
    using Clock = std::chrono::steady_clock;

    explicit RequestBudget(RequestRate rate) : rate_(rate) {}

    /// Takes one request out of the address's budget. @return false if nothing is left of it
    bool take(const std::string& address, Clock::time_point now);

    std::size_t known_addresses() const { return by_address_.size(); }

  private:
    struct Bucket {
        double left = 0;
        Clock::time_point filled;
    };
    double left_of(const Bucket& bucket, Clock::time_point now) const;

    const RequestRate rate_;
    std::mutex mutex_;
    std::map<std::string, Bucket> by_address_;
};

}  // namespace tanfang
