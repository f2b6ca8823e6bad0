#include "pipeline/external/http_server.h"

#include "pipeline/base/error.h"

#include <algorithm>
#include <atomic>
#include <cctype>
#include <optional>
#include <thread>

#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

namespace tanfang {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;

namespace {

constexpr int threads =
    4;  // pictures and passwords take their time; waiting clients take no thread

std::string lower(beast::string_view text) {
    std::string out(text.data(), text.size());
    std::transform(out.begin(), out.end(), out.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    return out;
}

HttpRequest taken(const http::request<http::string_body>& message) {
    HttpRequest request;
    request.method = std::string(message.method_string());
    request.target = std::string(message.target());
    request.body = message.body();
    for (const auto& field : message)
        request.headers[lower(field.name_string())] = std::string(field.value());
    return request;
}

/// One client; it lives as long as an operation of it is under way.
class Connection : public std::enable_shared_from_this<Connection> {
  public:
    Connection(tcp::socket socket, const HttpLimits& limits, const HttpServer::Handler& handler,
               std::atomic<int>& count)
        : stream_(std::move(socket)), limits_(limits), handler_(handler), count_(count) {
        ++count_;
    }
    ~Connection() { --count_; }

    void read() {
        parser_.emplace();
        parser_->header_limit(static_cast<std::uint32_t>(limits_.header_bytes));
        parser_->body_limit(limits_.body_bytes);
        stream_.expires_after(std::chrono::seconds(limits_.seconds));
        http::async_read(stream_, buffer_, *parser_,
                         [self = shared_from_this()](beast::error_code error, std::size_t) {
                             self->answer(error);
                         });
    }

  private:
    void answer(beast::error_code error) {
        if (error == http::error::header_limit)
            return write({431, "text/plain", "", {}}, false);
        if (error == http::error::body_limit)
            return write({413, "text/plain", "", {}}, false);
        if (error &&
            error.category() == http::make_error_code(http::error::bad_method).category() &&
            error != http::error::end_of_stream)
            return write({400, "text/plain", "", {}}, false);
        if (error)
            return;  // gone, or too slow
        const auto& message = parser_->get();
        if (message.count(http::field::host) != 1)
            return write({400, "text/plain", "", {}}, false);
        write(handler_(taken(message)), message.keep_alive());
    }

    void write(HttpResponse response, bool keep_alive) {
        auto& out = response_.emplace();
        out.version(11);
        out.result(static_cast<unsigned>(response.status));
        out.set(http::field::content_type, response.type);
        for (const auto& [name, value] : response.headers) out.insert(name, value);
        out.body() = std::move(response.body);
        out.keep_alive(keep_alive);
        out.prepare_payload();
        stream_.expires_after(std::chrono::seconds(limits_.seconds));
        http::async_write(
            stream_, out,
            [self = shared_from_this(), keep_alive](beast::error_code error, std::size_t) {
                if (!error && keep_alive)
                    return self->read();
                beast::error_code ignored;
                self->stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
            });
    }

    beast::tcp_stream stream_;
    const HttpLimits& limits_;
    const HttpServer::Handler& handler_;
    std::atomic<int>& count_;
    beast::flat_buffer buffer_{64 * 1024};
    std::optional<http::request_parser<http::string_body>> parser_;
    std::optional<http::response<http::string_body>> response_;
};

}  // namespace

std::string HttpRequest::header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? "" : found->second;
}

class HttpServer::Listener {
  public:
    Listener(int port, HttpLimits limits, Handler handler)
        : limits_(limits), handler_(std::move(handler)), acceptor_(context_) {
        const tcp::endpoint here(asio::ip::address_v4::loopback(),
                                 static_cast<unsigned short>(port));
        beast::error_code error;
        acceptor_.open(here.protocol(), error);
        acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
        acceptor_.bind(here, error);
        if (!error)
            acceptor_.listen(asio::socket_base::max_listen_connections, error);
        if (error)
            throw Error(Fault::bad_usage, "--port " + std::to_string(port),
                        "这个端口已被别的程序占用或不允许使用，请换一个端口");
        accept();
    }

    int port() const { return acceptor_.local_endpoint().port(); }

    void run() {
        std::vector<std::thread> others;
        for (int i = 1; i < threads; ++i) others.emplace_back([this] { context_.run(); });
        context_.run();
        for (auto& other : others) other.join();
    }

    void stop() { context_.stop(); }

  private:
    void accept() {
        acceptor_.async_accept(asio::make_strand(context_), [this](beast::error_code error,
                                                                   tcp::socket socket) {
            if (!error && count_ < limits_.connections)
                std::make_shared<Connection>(std::move(socket), limits_, handler_, count_)->read();
            if (acceptor_.is_open())
                accept();
        });
    }

    HttpLimits limits_;
    Handler handler_;
    std::atomic<int> count_ = 0;  // outlives the connections that the context holds
    asio::io_context context_{threads};
    tcp::acceptor acceptor_;
};

HttpServer::HttpServer(int port, HttpLimits limits, Handler handler)
    : listener_(std::make_unique<Listener>(port, limits, std::move(handler))) {}

HttpServer::~HttpServer() = default;

int HttpServer::port() const {
    return listener_->port();
}

void HttpServer::run() {
    listener_->run();
}

void HttpServer::stop() {
    listener_->stop();
}

}  // namespace tanfang
