#include "pipeline/station/sessions.h"

#include "pipeline/external/password.h"
#include "pipeline/external/sha256.h"

namespace tanfang {

namespace {

std::string hash_of(const std::string& token) {
    return sha256_hex(bytes_of(token));
}

}  // namespace

std::string Sessions::open(const Account& account, Clock::time_point now) {
    const std::string token = random_token();
    const std::scoped_lock lock(mutex_);
    std::erase_if(by_hash_, [&](const auto& entry) { return entry.second.until <= now; });
    by_hash_[hash_of(token)] = {{account, random_token()}, now + session_idle_time};
    return token;
}

std::optional<Session> Sessions::find(const std::string& token, Clock::time_point now) {
    const std::scoped_lock lock(mutex_);
    const auto found = by_hash_.find(hash_of(token));
    if (found == by_hash_.end() || found->second.until <= now)
        return std::nullopt;
    found->second.until = now + session_idle_time;
    return found->second.session;
}

void Sessions::close(const std::string& token) {
    const std::scoped_lock lock(mutex_);
    by_hash_.erase(hash_of(token));
}

void Sessions::close_all(const std::string& person) {
    const std::scoped_lock lock(mutex_);
    std::erase_if(by_hash_,
                  [&](const auto& entry) { return entry.second.session.account.name == person; });
}

}  // namespace tanfang
