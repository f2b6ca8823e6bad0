#include "pipeline/station/station.h"

#include "pipeline/external/password.h"
#include "pipeline/station/guard.h"
#include "pipeline/station/station_call.h"

#include <chrono>
#include <fstream>
#include <iterator>

namespace tanfang {

namespace {

const std::string session_cookie = "tanfang";

std::string type_of(const std::filesystem::path& file) {
    static const std::map<std::string, std::string> types = {
        {".html", "text/html; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".svg", "image/svg+xml"}};
    const auto found = types.find(file.extension());
    return found == types.end() ? "" : found->second;
}

std::vector<std::string> parts_of(const std::string& target) {
    std::vector<std::string> parts;
    std::string part;
    for (const char letter : target + "/") {
        if (letter != '/')
            part += letter;
        else if (!part.empty())
            parts.push_back(std::exchange(part, ""));
    }
    return parts;
}

std::int64_t seconds_now() {
    using namespace std::chrono;
    return duration_cast<seconds>(system_clock::now().time_since_epoch()).count();
}

std::string text_in(const Json& body, const char* member) {
    return body.is_object() && body.contains(member) && body[member].is_string()
               ? body[member].get<std::string>()
               : "";
}

}  // namespace

Station::Station(Home& home, StationSettings settings)
    : home_(home),
      settings_(std::move(settings)),
      sign_in_token_(random_token()),
      uploads_(settings_.intake.unfinished),
      tasks_(settings_.models, settings_.second_look) {
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(settings_.web, error)) {
        const auto type = type_of(entry.path());
        if (type.empty())
            continue;
        std::ifstream in(entry.path(), std::ios::binary);
        files_["/" + entry.path().filename().string()] = {
            type, std::string(std::istreambuf_iterator<char>(in), {})};
    }
    if (!files_.contains("/index.html"))
        throw Error(Fault::bad_template, settings_.web.string(),
                    "找不到复核台的网页文件，请重新安装 tanfang");
    files_["/"] = files_["/index.html"];
    if (home_.accounts().empty())
        setup_token_ = random_token();
    tasks_.refresh(home_);
}

HttpResponse Station::answer(const HttpRequest& request, int port) {
    HttpResponse response;
    try {
        const auto no = refusal(request, port);
        response = no ? *no : route(request);
    } catch (const Error& e) {
        response = refused(e.fault() == Fault::bad_usage ? 400 : 500, e.what());
    } catch (const std::exception&) {
        response = refused(500, "程序出错，刚才的操作没有保存，请重试");
    }
    harden(response);
    return response;
}

HttpResponse Station::route(const HttpRequest& request) {
    if (!request.target.starts_with("/api/"))
        return request.method == "GET" ? file(request.target) : refused(405, "");
    if (request.method == "GET" && request.target == "/api/session")
        return session(request);
    const bool is_piece = request.target.starts_with("/api/piece/");
    const Json body =
        request.method == "POST" && !is_piece ? Json::parse(request.body, nullptr, false) : Json();
    if (body.is_discarded())
        return refused(400, "请求的格式不对");
    const std::string csrf = request.header("x-csrf-token");
    if (request.method == "POST" &&
        (request.target == "/api/login" || request.target == "/api/setup")) {
        if (!same_secret(csrf, sign_in_token_))
            return refused(403, "页面已过期，请刷新");
        return request.target == "/api/login" ? sign_in(body) : set_up(body);
    }
    Call call;
    call.token = cookie(request, session_cookie);
    const auto found = sessions_.find(call.token, Sessions::Clock::now());
    if (!found)
        return refused(401, "登录已过期，请重新登录；已确认的内容都已保存");
    call.session = *found;
    if (request.method == "POST" && !same_secret(csrf, found->csrf))
        return refused(403, "页面已过期，请刷新");
    call.path = parts_of(request.target);
    call.body = body;
    call.bytes = &request.body;
    const auto wanted =
        routes().find(request.method + " " + (call.path.size() > 1 ? call.path[1] : ""));
    if (wanted == routes().end())
        return refused(404, "没有这个接口");
    if (!wanted->second.may(found->account.role))
        return refused(403, "您的角色不能做这件事");
    return (this->*wanted->second.action)(call);
}

const std::map<std::string, Station::Route>& Station::routes() {
    const auto anybody = [](Role) { return true; };
    const auto sees_audit = [](Role role) { return role == Role::auditor || role == Role::admin; };
    const auto looks_twice = [](Role role) {
        return role == Role::reviewer || role == Role::admin;
    };
    const auto manages = [](Role role) { return role == Role::admin; };
    static const std::map<std::string, Route> routes = {
        {"GET piles", {&Station::piles, anybody}},
        {"GET sheet", {&Station::sheet, anybody}},
        {"GET picture", {&Station::picture, anybody}},
        {"POST reveal", {&Station::reveal, anybody}},
        {"POST search", {&Station::search, anybody}},
        {"POST person", {&Station::person, anybody}},
        {"GET exceptions", {&Station::exceptions, anybody}},
        {"POST leave", {&Station::leave, anybody}},
        {"POST logout", {&Station::sign_out, anybody}},
        {"POST next", {&Station::next, may_decide}},
        {"POST decide", {&Station::decide, may_decide}},
        {"POST decide_all", {&Station::decide_all, may_decide}},
        {"POST undo", {&Station::undo, may_decide}},
        {"POST marks", {&Station::marks, may_decide}},
        {"POST column", {&Station::column, may_decide}},
        {"POST differences", {&Station::differences, may_decide}},
        {"POST control", {&Station::control, may_decide}},
        {"POST second", {&Station::second, looks_twice}},
        {"POST void", {&Station::put_away, may_decide}},
        {"POST upload", {&Station::upload, may_decide}},
        {"POST piece", {&Station::piece, may_decide}},
        {"POST uploaded", {&Station::uploaded, may_decide}},
        {"GET intake", {&Station::intake, may_decide}},
        {"POST audit", {&Station::audit, sees_audit}},
        {"GET users", {&Station::users, manages}},
        {"POST user_add", {&Station::add_user, manages}},
        {"POST user_change", {&Station::change_user, manages}}};
    return routes;
}

HttpResponse Station::file(const std::string& path) const {
    const auto found = files_.find(path);
    if (found == files_.end())
        return refused(404, "没有这个页面");
    return {200, found->second.first, found->second.second, {}};
}

HttpResponse Station::session(const HttpRequest& request) {
    const auto found = sessions_.find(cookie(request, session_cookie), Sessions::Clock::now());
    const std::scoped_lock lock(mutex_);
    if (!found)
        return json_answer(
            {{"user", nullptr}, {"csrf", sign_in_token_}, {"setup", !setup_token_.empty()}});
    return json_answer({{"user", found->account.name},
                        {"role", role_name(found->account.role)},
                        {"csrf", found->csrf}});
}

HttpResponse Station::signed_in(const Account& account) {
    const std::string token = sessions_.open(account, Sessions::Clock::now());
    HttpResponse response = json_answer({{"user", account.name}});
    response.headers.push_back(
        {"Set-Cookie", session_cookie + "=" + token + "; HttpOnly; SameSite=Strict; Path=/"});
    return response;
}

HttpResponse Station::sign_in(const Json& body) {
    const std::scoped_lock lock(password_mutex_, mutex_);
    const SignIn result =
        home_.accounts().sign_in(text_in(body, "name"), text_in(body, "password"), seconds_now());
    if (result.account)
        return signed_in(*result.account);
    if (result.to_wait.count() > 0)
        return refused(
            429, "密码错误次数过多，请 " + std::to_string(result.to_wait.count()) + " 秒后再试");
    return refused(403, "用户名或密码不对，或账号已停用");
}

HttpResponse Station::set_up(const Json& body) {
    const std::scoped_lock lock(password_mutex_, mutex_);
    if (setup_token_.empty() || !same_secret(text_in(body, "token"), setup_token_))
        return refused(403, "这个链接无效或已经用过，请看启动程序的窗口");
    const Account admin{text_in(body, "name"), Role::admin};
    home_.accounts().add(admin, text_in(body, "password"), admin.name);
    setup_token_.clear();
    return signed_in(admin);
}

HttpResponse Station::sign_out(const Call& call) {
    sessions_.close(call.token);
    const std::scoped_lock lock(mutex_);
    leases_.release(call.session.account.name);
    return json_answer(Json::object());
}

}  // namespace tanfang
