/// One request to the API, taken apart; answers and refusals as JSON.
#pragma once

#include "pipeline/station/station.h"

#include <vector>

namespace tanfang {

inline constexpr std::size_t on_keys = 9;  ///< choices that a clerk picks with the keys 1 to 9

/// @throws Error  Fault::bad_usage if the body has no such text
inline std::string text_of(const Json& body, const char* member) {
    if (!body.is_object() || !body.contains(member) || !body[member].is_string())
        throw Error(Fault::bad_usage, "", std::string("缺少 ") + member);
    return body[member];
}

/// @throws Error  Fault::bad_usage if the body has no such whole number
inline std::int64_t number_of(const Json& body, const char* member) {
    if (!body.is_object() || !body.contains(member) || !body[member].is_number_integer())
        throw Error(Fault::bad_usage, "", std::string("缺少 ") + member);
    return body[member];
}

/// There is no such record or person, or the account may not see it: nobody learns which.
struct NotThere {};

struct Station::Call {
    Session session;
    std::string token;
    std::vector<std::string> path;  ///< "api", "sheet", "01J..."
    Json body;                      ///< null for a piece of a file
    const std::string* bytes = nullptr;
    std::optional<std::set<TokenScope>> granted;  ///< nothing: somebody who signed in

    const std::string& person() const { return session.account.name; }
    std::string text(const char* member) const { return text_of(body, member); }
    std::int64_t number(const char* member) const { return number_of(body, member); }
};

/// What answers a request, and who may ask.
struct Station::Route {
    HttpResponse (Station::*action)(const Call&);
    bool (*may)(Role);
    std::optional<TokenScope> scope = std::nullopt;  ///< nothing: for people only
};

inline HttpResponse json_answer(const Json& json, int status = 200) {
    return {status,
            "application/json; charset=utf-8",
            json.dump(-1, ' ', false, Json::error_handler_t::replace),
            {}};
}

inline HttpResponse refused(int status, const std::string& words) {
    return json_answer({{"error", words}}, status);
}

}  // namespace tanfang
