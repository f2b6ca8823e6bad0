#include "pipeline/station/guard.h"

#include <algorithm>

namespace tanfang {

namespace {

constexpr int https_port = 443;

char small_letter(char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

bool is_plain_path(const std::string& target) {
    const auto plain = [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
               (letter >= '0' && letter <= '9') || letter == '/' || letter == '.' ||
               letter == '_' || letter == '-';
    };
    return target.starts_with('/') && target.find("..") == std::string::npos &&
           target.find("//") == std::string::npos &&
           std::all_of(target.begin(), target.end(), plain);
}

}  // namespace

Entrance local_entrance(int port) {
    const std::string number = std::to_string(port);
    return {{"127.0.0.1:" + number, "localhost:" + number}, true};
}

Entrance office_entrance(const std::vector<std::string>& names, int port) {
    Entrance entrance{{}, false};
    for (const auto& name : names) {
        entrance.hosts.push_back(name + ":" + std::to_string(port));
        if (port == https_port)  // browsers leave it out
            entrance.hosts.push_back(name);
    }
    return entrance;
}

std::string bearer_token(const HttpRequest& request) {
    const std::string start = "Bearer ", sent = request.header("authorization");
    return sent.starts_with(start) ? sent.substr(start.size()) : "";
}

std::optional<HttpResponse> refusal(const HttpRequest& request, const Entrance& entrance) {
    std::string host = request.header("host");
    std::transform(host.begin(), host.end(), host.begin(), small_letter);
    if (std::find(entrance.hosts.begin(), entrance.hosts.end(), host) == entrance.hosts.end())
        return HttpResponse{
            421,
            "text/plain; charset=utf-8",
            entrance.local ? "这里只接受 127.0.0.1 或 localhost" : "请用启动时显示的地址打开",
            {}};
    if (request.method != "GET" && request.method != "POST")
        return HttpResponse{405, "text/plain", "", {}};
    if (!is_plain_path(request.target))
        return HttpResponse{400, "text/plain", "", {}};
    const std::string origin = request.header("origin");
    const std::string site = request.header("sec-fetch-site");
    const bool foreign_origin = !origin.empty() && origin != entrance.origin_of(host);
    const bool foreign_site = !site.empty() && site != "same-origin" && site != "none";
    const bool unknown_writer = request.method == "POST" && origin.empty() &&
                                site != "same-origin" && bearer_token(request).empty();
    if (foreign_origin || foreign_site || unknown_writer)
        return HttpResponse{403, "text/plain", "", {}};
    return std::nullopt;
}

void harden(HttpResponse& response, const Entrance& entrance) {
    if (!entrance.local)
        response.headers.push_back({"Strict-Transport-Security", "max-age=31536000"});
    response.headers.insert(
        response.headers.end(),
        {{"Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src "
          "'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"},
         {"X-Content-Type-Options", "nosniff"},
         {"X-Frame-Options", "DENY"},
         {"Referrer-Policy", "no-referrer"},
         {"Cross-Origin-Opener-Policy", "same-origin"},
         {"Cross-Origin-Resource-Policy", "same-origin"},
         {"Cache-Control", "no-store"}});
}

std::string cookie(const HttpRequest& request, const std::string& name) {
    const std::string all = "; " + request.header("cookie");
    const std::string start = "; " + name + "=";
    const auto at = all.find(start);
    if (at == std::string::npos)
        return "";
    const auto value = at + start.size();
    return all.substr(value, all.find(';', value) - value);
}

bool same_secret(const std::string& a, const std::string& b) {
    if (a.size() != b.size())
        return false;
    int different = 0;
    for (std::size_t i = 0; i < a.size(); ++i) different |= a[i] ^ b[i];
    return different == 0;
}

}  // namespace tanfang
