#include "pipeline/station/station.h"

#include "pipeline/external/password.h"
#include "pipeline/station/station_call.h"

#include <chrono>
#include <fstream>
#include <iterator>

namespace tanfang {

namespace {

std::string type_of(const std::filesystem::path& file) {
    static const std::map<std::string, std::string> types = {
        {".html", "text/html; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".json", "application/json; charset=utf-8"},
        {".svg", "image/svg+xml"},
        {".png", "image/png"}};
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

}  // namespace

Station::Station(Home& home, StationSettings settings)
    : home_(home),
      settings_(std::move(settings)),
      sign_in_token_(random_token()),
      uploads_(settings_.intake.unfinished),
      tasks_(settings_.models, policies_, settings_.combs) {
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
    apply_policies();
    tasks_.refresh(home_);
}

HttpResponse Station::answer(const HttpRequest& request, const Entrance& entrance) {
    HttpResponse response;
    try {
        const auto no = refusal(request, entrance);
        response = no ? *no : route(request, entrance);
    } catch (const NotThere&) {
        response = refused(404, "没有这条记录");
    } catch (const Error& e) {
        response = refused(e.fault() == Fault::bad_usage ? 400 : 500, e.what());
    } catch (const std::exception&) {
        response = refused(500, "程序出错，刚才的操作没有保存，请重试");
    }
    harden(response, entrance);
    return response;
}

HttpResponse Station::route(const HttpRequest& request, const Entrance& entrance) {
    if (!request.target.starts_with("/api/"))
        return request.method == "GET" ? file(request.target) : refused(405, "");
    if (request.method == "GET" && request.target == "/api/openapi.json")
        return file("/openapi.json");
    if (request.method == "GET" && request.target == "/api/session")
        return session(request, entrance);
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
        return request.target == "/api/login" ? sign_in(body, entrance) : set_up(body, entrance);
    }
    Call call;
    if (const auto no = unknown(request, entrance, call))
        return *no;
    call.path = parts_of(request.target);
    call.body = body;
    call.bytes = &request.body;
    const auto wanted =
        routes().find(request.method + " " + (call.path.size() > 1 ? call.path[1] : ""));
    if (wanted == routes().end())
        return refused(404, "没有这个接口");
    const auto& scope = wanted->second.scope;
    if (call.granted ? !scope || !call.granted->contains(*scope)
                     : !wanted->second.may(call.session.account.role))
        return refused(403, call.granted ? "这个令牌没有这项权限" : "您的角色不能做这件事");
    return (this->*wanted->second.action)(call);
}

/// Who asks: a program by its token, or a person by his cookie and, to change anything, by what the
/// page was told. @return the refusal; nothing if that is known now
std::optional<HttpResponse> Station::unknown(const HttpRequest& request, const Entrance& entrance,
                                             Call& call) {
    if (!request.header("authorization").empty()) {
        const std::scoped_lock lock(mutex_);
        const auto token = home_.tokens().find(bearer_token(request), seconds_now());
        if (!token)
            return refused(401, "令牌不对、已到期或已作废");
        call.session.account = {"token/" + token->name, Role::operator_};
        call.granted = token->scopes;
        return std::nullopt;
    }
    call.token = cookie(request, entrance.cookie_name());
    const auto found = sessions_.find(call.token, Sessions::Clock::now());
    if (!found)
        return refused(401, "登录已过期，请重新登录；已确认的内容都已保存");
    if (!is_as_signed_in(found->account))
        return refused(401, "您的账号刚被更改，请重新登录；已确认的内容都已保存");
    call.session = *found;
    if (request.method == "POST" && !same_secret(request.header("x-csrf-token"), found->csrf))
        return refused(403, "页面已过期，请刷新");
    return std::nullopt;
}

/// An account may also be changed by a command, beside the server. What was signed in under the old
/// one ends then.
bool Station::is_as_signed_in(const Account& account) {
    {
        const std::scoped_lock lock(mutex_);
        if (home_.accounts().open_account(account.name) == account)
            return true;
        leases_.release(account.name);
    }
    sessions_.close_all(account.name);
    return false;
}

std::vector<std::string> Station::route_names() {
    std::vector<std::string> names;
    for (const auto& [name, route] : routes()) names.push_back(name);
    return names;
}

const std::map<std::string, Station::Route>& Station::routes() {
    constexpr auto read = TokenScope::read, answer = TokenScope::decide,
                   upload = TokenScope::upload;
    const auto anybody = [](Role) { return true; };
    const auto sees_audit = [](Role role) { return role == Role::auditor || role == Role::admin; };
    const auto looks_twice = [](Role role) {
        return role == Role::reviewer || role == Role::admin;
    };
    const auto manages = [](Role role) { return role == Role::admin; };
    static const std::map<std::string, Route> routes = {
        {"GET piles", {&Station::piles, anybody, read}},
        {"GET sheet", {&Station::sheet, anybody, read}},
        {"GET picture", {&Station::picture, anybody, read}},
        {"POST reveal", {&Station::reveal, anybody, answer}},
        {"POST search", {&Station::search, anybody, read}},
        {"POST person", {&Station::person, anybody, read}},
        {"GET exceptions", {&Station::exceptions, anybody, read}},
        {"POST month", {&Station::month, anybody, read}},
        {"POST unvisited", {&Station::unvisited, anybody, read}},
        {"POST leave", {&Station::leave, anybody, answer}},
        {"POST logout", {&Station::sign_out, anybody}},
        {"POST next", {&Station::next, may_decide, answer}},
        {"POST decide", {&Station::decide, may_decide, answer}},
        {"POST decide_all", {&Station::decide_all, may_decide, answer}},
        {"POST blind", {&Station::blind, may_decide}},
        {"POST words", {&Station::words, may_decide, answer}},
        {"POST undo", {&Station::undo, may_decide, answer}},
        {"POST next_unlinked", {&Station::next_unlinked, may_decide, answer}},
        {"POST find_people", {&Station::find_people, may_decide, answer}},
        {"POST link", {&Station::link, may_decide, answer}},
        {"POST unlink", {&Station::unlink, may_decide, answer}},
        {"POST marks", {&Station::marks, may_decide, answer}},
        {"POST digits", {&Station::digits, may_decide, answer}},
        {"POST column", {&Station::column, may_decide, answer}},
        {"POST differences", {&Station::differences, may_decide, answer}},
        {"POST control", {&Station::control, may_decide}},
        {"POST second", {&Station::second, looks_twice}},
        {"GET prints", {&Station::prints, may_decide, answer}},
        {"GET print", {&Station::print, may_decide, answer}},
        {"POST align", {&Station::align, may_decide, answer}},
        {"POST read_again", {&Station::read_again, may_decide, answer}},
        {"POST rescan", {&Station::rescan, may_decide, answer}},
        {"POST void", {&Station::put_away, may_decide, answer}},
        {"POST upload", {&Station::upload, may_decide, upload}},
        {"POST piece", {&Station::piece, may_decide, upload}},
        {"POST uploaded", {&Station::uploaded, may_decide, upload}},
        {"GET intake", {&Station::intake, may_decide, upload}},
        {"POST audit", {&Station::audit, sees_audit}},
        {"GET users", {&Station::users, manages}},
        {"POST user_add", {&Station::add_user, manages}},
        {"POST user_change", {&Station::change_user, manages}},
        {"GET settings", {&Station::review_settings, manages}},
        {"POST policy", {&Station::choose_policy, manages}}};
    return routes;
}

HttpResponse Station::file(const std::string& path) const {
    const auto found = files_.find(path);
    if (found == files_.end())
        return refused(404, "没有这个页面");
    return {200, found->second.first, found->second.second, {}};
}

HttpResponse Station::session(const HttpRequest& request, const Entrance& entrance) {
    const auto found =
        sessions_.find(cookie(request, entrance.cookie_name()), Sessions::Clock::now());
    const std::scoped_lock lock(mutex_);
    if (!found)
        return json_answer({{"user", nullptr},
                            {"csrf", sign_in_token_},
                            {"setup", entrance.local && !setup_token_.empty()}});
    return json_answer({{"user", found->account.name},
                        {"role", role_name(found->account.role)},
                        {"csrf", found->csrf}});
}

HttpResponse Station::signed_in(const Account& account, const Entrance& entrance) {
    const std::string token = sessions_.open(account, Sessions::Clock::now());
    HttpResponse response = json_answer({{"user", account.name}});
    response.headers.push_back({"Set-Cookie", entrance.cookie_name() + "=" + token +
                                                  "; HttpOnly; SameSite=Strict; Path=/" +
                                                  (entrance.local ? "" : "; Secure")});
    return response;
}

HttpResponse Station::sign_in(const Json& body, const Entrance& entrance) {
    const std::scoped_lock lock(password_mutex_, mutex_);
    const SignIn result =
        home_.accounts().sign_in(text_in(body, "name"), text_in(body, "password"), seconds_now());
    if (result.account)
        return signed_in(*result.account, entrance);
    if (result.to_wait.count() > 0)
        return refused(
            429, "密码错误次数过多，请 " + std::to_string(result.to_wait.count()) + " 秒后再试");
    return refused(403, "用户名或密码不对，或账号已停用");
}

HttpResponse Station::set_up(const Json& body, const Entrance& entrance) {
    const std::scoped_lock lock(password_mutex_, mutex_);
    if (!entrance.local || setup_token_.empty() ||
        !same_secret(text_in(body, "token"), setup_token_))
        return refused(403, "这个链接无效或已经用过，请看启动程序的窗口");
    const Account admin{text_in(body, "name"), Role::admin};
    home_.accounts().add(admin, text_in(body, "password"), admin.name);
    setup_token_.clear();
    return signed_in(admin, entrance);
}

HttpResponse Station::sign_out(const Call& call) {
    sessions_.close(call.token);
    const std::scoped_lock lock(mutex_);
    leases_.release(call.session.account.name);
    return json_answer(Json::object());
}

}  // namespace tanfang
