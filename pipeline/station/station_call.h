/// One request to the API, taken apart; answers and refusals as JSON.
#pragma once

#include "pipeline/station/station.h"

#include <vector>

namespace tanfang {

struct Station::Call {
    Session session;
    std::string token;
    std::vector<std::string> path;  ///< "api", "sheet", "01J..."
    Json body;

    /// @throws Error  Fault::bad_usage if the body has no such text
    std::string text(const char* member) const {
        if (!body.is_object() || !body.contains(member) || !body[member].is_string())
            throw Error(Fault::bad_usage, "", std::string("缺少 ") + member);
        return body[member];
    }

    /// The revision of the record that the person saw.
    /// @throws Error  Fault::bad_usage if the body has none
    std::int64_t revision() const {
        if (!body.is_object() || !body.contains("revision") ||
            !body["revision"].is_number_integer())
            throw Error(Fault::bad_usage, "", "缺少 revision");
        return body["revision"];
    }
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
