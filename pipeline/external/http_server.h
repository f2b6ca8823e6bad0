/// The door to Boost.Beast: an HTTP/1.1 server for this machine, or over TLS for the office
/// network, with a limit on everything.
///
/// in:  requests from anybody, in any state of damage
/// out: what the handler answers
#pragma once

#include "pipeline/external/request_budget.h"

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace tanfang {

struct HttpRequest {
    std::string method;                          ///< "GET"
    std::string target;                          ///< as sent, "/api/session"
    std::map<std::string, std::string> headers;  ///< names in lower case; repeated ones: the last
    std::string body;

    std::string header(const std::string& name) const;  ///< "" if it was not sent
};

struct HttpResponse {
    int status = 200;
    std::string type = "application/json";
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;
};

struct HttpLimits {
    std::size_t header_bytes = 16 * 1024;
    std::size_t body_bytes = 64 * 1024;
    int seconds = 10;       ///< for a whole request to come in, and for an answer to go out
    int connections = 512;  ///< more are closed at once; 300 half-open ones leave room
    /// Of one client address, which may stand for a whole office: fifty clerks confirm fifty fields
    /// a second, a screen of boxes fetches 40 pictures. More get 429.
    RequestRate rate{200, 1000};
};

/// Where a server listens that others may reach.
struct NetworkAddress {
    std::string address;  ///< IPv4, of this machine; "0.0.0.0": all it has
    int port = 0;         ///< 0: any free one
};

/// What is no HTTP, too large, too slow, without exactly one Host, or ambiguous about its length
/// (CL and TE) is refused here and never reaches the handler.
class HttpServer {
  public:
    using Handler = std::function<HttpResponse(const HttpRequest&)>;

    /// Listens on 127.0.0.1, without TLS. There is no way to do so on another address.
    ///
    /// @param port     0: any free one
    /// @param handler  called by several threads at once; must not throw
    /// @throws Error  Fault::bad_usage if the port cannot be had
    HttpServer(int port, HttpLimits limits, Handler handler);

    /// Listens on the network, over TLS 1.2 or 1.3 only. Who speaks plain HTTP is told so (400).
    ///
    /// @param identity  its certificate and key as PEM
    /// @throws Error  Fault::bad_usage if address or port cannot be had; Fault::bad_home if
    ///                certificate and key are damaged or do not belong together
    HttpServer(const NetworkAddress& where, const std::string& identity, HttpLimits limits,
               Handler handler);
    ~HttpServer();

    int port() const;

    /// Serves until stop(); returns then.
    void run();

    /// May be called from another thread.
    void stop();

  private:
    class Listener;
    std::unique_ptr<Listener> listener_;
};

}  // namespace tanfang
