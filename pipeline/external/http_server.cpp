#include "pipeline/external/http_server.h"

#include "pipeline/base/error.h"
#include "pipeline/external/tls_context.h"

#include <algorithm>
#include <atomic>
#include <cctype>
#include <optional>
#include <thread>
#include <type_traits>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <openssl/err.h>
#include <openssl/ssl.h>

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

/// Of the client; all that are gone already share "".
std::string address_of(const tcp::socket& socket) {
    beast::error_code error;
    const auto client = socket.remote_endpoint(error);
    return error ? "" : client.address().to_string();
}

using PlainStream = beast::tcp_stream;
using TlsStream = beast::ssl_stream<beast::tcp_stream>;

/// One client; it lives as long as an operation of it is under way.
template <class Stream>
class Connection : public std::enable_shared_from_this<Connection<Stream>> {
  public:
    template <class... Tls>
    Connection(const HttpLimits& limits, RequestBudget& budget, const HttpServer::Handler& handler,
               std::atomic<int>& count, tcp::socket socket, Tls&... tls)
        : address_(address_of(socket)),
          stream_(std::move(socket), tls...),
          limits_(limits),
          budget_(budget),
          handler_(handler),
          count_(count) {
        ++count_;
    }
    ~Connection() { --count_; }

    void start() {
        if constexpr (std::is_same_v<Stream, TlsStream>)
            shake_hands();
        else
            read();
    }

  private:
    void allow_time() {
        beast::get_lowest_layer(stream_).expires_after(std::chrono::seconds(limits_.seconds));
    }

    void shake_hands() {
        allow_time();
        stream_.async_handshake(asio::ssl::stream_base::server, [self = this->shared_from_this()](
                                                                    beast::error_code error) {
            if (!error)
                return self->read();
            if (error.category() == asio::error::get_ssl_category() &&
                ERR_GET_REASON(static_cast<unsigned long>(error.value())) == SSL_R_HTTP_REQUEST)
                self->ask_for_https();
        });
    }

    /// A browser tries HTTP first when somebody types an address without https.
    void ask_for_https() {
        static const std::string words =
            "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\n"
            "Connection: close\r\n\r\n请在地址前面加上 https://\n";
        allow_time();
        auto& line = beast::get_lowest_layer(stream_);
        asio::async_write(
            line, asio::buffer(words),
            [self = this->shared_from_this()](beast::error_code, std::size_t) { self->hang_up(); });
    }

    void read() {
        parser_.emplace();
        parser_->header_limit(static_cast<std::uint32_t>(limits_.header_bytes));
        parser_->body_limit(limits_.body_bytes);
        allow_time();
        http::async_read(stream_, buffer_, *parser_,
                         [self = this->shared_from_this()](beast::error_code error, std::size_t) {
                             self->answer(error);
                         });
    }

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
        if (!budget_.take(address_, RequestBudget::Clock::now()))
            return write({429, "text/plain", "", {{"Retry-After", "1"}}}, false);
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
        allow_time();
        http::async_write(
            stream_, out,
            [self = this->shared_from_this(), keep_alive](beast::error_code error, std::size_t) {
                if (!error && keep_alive)
                    return self->read();
                self->end();
            });
    }

    void end() {
        if constexpr (std::is_same_v<Stream, TlsStream>) {
            allow_time();
            stream_.async_shutdown(
                [self = this->shared_from_this()](beast::error_code) { self->hang_up(); });
        } else {
            hang_up();
        }
    }

    void hang_up() {
        beast::error_code ignored;
        beast::get_lowest_layer(stream_).socket().shutdown(tcp::socket::shutdown_send, ignored);
    }

    const std::string address_;
    Stream stream_;
    const HttpLimits& limits_;
    RequestBudget& budget_;
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
    Listener(const tcp::endpoint& here, std::optional<asio::ssl::context> tls, HttpLimits limits,
             Handler handler)
        : limits_(limits),
          budget_(limits.rate),
          handler_(std::move(handler)),
          tls_(std::move(tls)),
          acceptor_(context_) {
        beast::error_code error;
        acceptor_.open(here.protocol(), error);
        acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
        acceptor_.bind(here, error);
        if (error == boost::system::errc::address_not_available)
            throw Error(Fault::bad_usage, here.address().to_string(),
                        "这台电脑没有这个地址，请用 --lan 写上本机在办公网里的地址");
        if (!error)
            acceptor_.listen(asio::socket_base::max_listen_connections, error);
        if (error)
            throw Error(Fault::bad_usage, "--port " + std::to_string(here.port()),
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
        acceptor_.async_accept(asio::make_strand(context_),
                               [this](beast::error_code error, tcp::socket socket) {
                                   if (!error && count_ < limits_.connections)
                                       serve(std::move(socket));
                                   if (acceptor_.is_open())
                                       accept();
                               });
    }

    void serve(tcp::socket socket) {
        beast::error_code ignored;  // gone already: the first read will say so
        // A TLS answer goes in several small writes; without this each waited 40 ms for the other
        // side's acknowledgment.
        socket.set_option(tcp::no_delay(true), ignored);
        if (tls_)
            std::make_shared<Connection<TlsStream>>(limits_, budget_, handler_, count_,
                                                    std::move(socket), *tls_)
                ->start();
        else
            std::make_shared<Connection<PlainStream>>(limits_, budget_, handler_, count_,
                                                      std::move(socket))
                ->start();
    }

    HttpLimits limits_;
    RequestBudget budget_;  // outlives the connections that the context holds, as what follows
    Handler handler_;
    std::atomic<int> count_ = 0;
    std::optional<asio::ssl::context> tls_;
    asio::io_context context_{threads};
    tcp::acceptor acceptor_;
};

HttpServer::HttpServer(int port, HttpLimits limits, Handler handler)
    : listener_(std::make_unique<Listener>(
          tcp::endpoint(asio::ip::address_v4::loopback(), static_cast<unsigned short>(port)),
          std::nullopt, limits, std::move(handler))) {}

HttpServer::HttpServer(const NetworkAddress& where, const std::string& identity, HttpLimits limits,
                       Handler handler) {
    beast::error_code error;
    const auto address = asio::ip::make_address_v4(where.address, error);
    if (error)
        throw Error(Fault::bad_usage, where.address, "不是 IPv4 地址，例如 192.168.1.20");
    listener_ =
        std::make_unique<Listener>(tcp::endpoint(address, static_cast<unsigned short>(where.port)),
                                   tls_context(identity), limits, std::move(handler));
}

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
