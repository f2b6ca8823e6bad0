/// Who is signed in: random tokens, of which only the hashes are kept.
#pragma once

#include "pipeline/home/accounts.h"

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace tanfang {

constexpr std::chrono::minutes session_idle_time{15};

struct Session {
    Account account;
    std::string csrf;  ///< each POST of the session must carry it
};

/// Safe from several threads.
class Sessions {
  public:
    using Clock = std::chrono::steady_clock;

    /// @return the token for the cookie: 256 random bits in hex, kept nowhere
    std::string open(const Account& account, Clock::time_point now);

    /// The session of a token; it lives for another 15 minutes then. Nothing if there is none.
    std::optional<Session> find(const std::string& token, Clock::time_point now);

    void close(const std::string& token);

    /// Ends all sessions of a person, whose account was closed or whose role has changed.
    void close_all(const std::string& person);

  private:
    struct Kept {
        Session session;
        Clock::time_point until;
    };
    std::mutex mutex_;
    std::map<std::string, Kept> by_hash_;
};

}  // namespace tanfang
