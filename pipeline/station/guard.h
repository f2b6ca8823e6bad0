/// What every request must have before anybody looks at it, and what every answer carries.
///
/// in:  HttpRequest
/// out: a refusal, or nothing
#pragma once

#include "pipeline/external/http_server.h"

#include <optional>
#include <string>
#include <vector>

namespace tanfang {

/// Through which server a request came.
struct Entrance {
    std::vector<std::string> hosts;  ///< what Host may say: "127.0.0.1:8765"
    bool local = true;               ///< from this computer only; otherwise over TLS

    std::string origin_of(const std::string& host) const {
        return (local ? "http://" : "https://") + host;
    }
    /// Over TLS the name says that no other site, and nobody without TLS, may set it (RFC 6265bis).
    std::string cookie_name() const { return local ? "tanfang" : "__Host-tanfang"; }
};

/// 127.0.0.1 and localhost.
Entrance local_entrance(int port);

/// The names and addresses by which the office network knows this computer.
Entrance office_entrance(const std::vector<std::string>& names, int port);

/// The token of another program (RFC 6750); "" if none was sent. Browsers never send one by
/// themselves, so that no other site can make them use it.
std::string bearer_token(const HttpRequest& request);

/// Refuses hosts other than those of the entrance (DNS rebinding), requests that another site
/// started (Origin, Sec-Fetch-Site), methods other than GET and POST, and targets that are no plain
/// path.
///
/// @return  the refusal; nothing if the request may pass
std::optional<HttpResponse> refusal(const HttpRequest& request, const Entrance& entrance);

/// Adds what tells the browser to be strict: CSP, nosniff, no-store, no referrer; over TLS also
/// that it must not be asked without.
void harden(HttpResponse& response, const Entrance& entrance);

/// The value of a cookie; "" if it was not sent.
std::string cookie(const HttpRequest& request, const std::string& name);

/// Compares secrets; takes as long wherever they differ.
bool same_secret(const std::string& a, const std::string& b);

}  // namespace tanfang
