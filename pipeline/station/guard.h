/// What every request must have before anybody looks at it, and what every answer carries.
///
/// in:  HttpRequest
/// out: a refusal, or nothing
#pragma once

#include "pipeline/external/http_server.h"

#include <optional>
#include <string>

namespace tanfang {

/// Refuses names other than 127.0.0.1 and localhost (DNS rebinding), requests that another site
/// started (Origin, Sec-Fetch-Site), methods other than GET and POST, and targets that are no plain
/// path.
///
/// @param port  on which the server listens
/// @return      the refusal; nothing if the request may pass
std::optional<HttpResponse> refusal(const HttpRequest& request, int port);

/// Adds what tells the browser to be strict: CSP, nosniff, no-store, no referrer.
void harden(HttpResponse& response);

/// The value of a cookie; "" if it was not sent.
std::string cookie(const HttpRequest& request, const std::string& name);

/// Compares secrets; takes as long wherever they differ.
bool same_secret(const std::string& a, const std::string& b);

}  // namespace tanfang
