// Other programs: tokens, what each may do, and that the description of the API is true.
#include "pipeline/external/json_schema.h"

#include "station_fixture.h"

namespace tanfang {

namespace {

constexpr std::int64_t far_away = 4'000'000'000;  // seconds since 1970

Json description() {
    return load_json(
        std::filesystem::path(TANFANG_SOURCE_DIR) / "pipeline/station/web/openapi.json",
        Fault::bad_template);
}

std::string upper(std::string text) {
    for (auto& letter : text) letter = static_cast<char>(std::toupper(letter));
    return text;
}

/// "GET sheet", as the router knows it.
std::string route_of(const std::string& method, const std::string& path) {
    const std::string rest = path.substr(std::string("/api/").size());
    return upper(method) + " " + rest.substr(0, rest.find('/'));
}

/// Asks as another program does: without cookie, Origin or page.
class ProgramTest : public StationTest {
  protected:
    std::string token(const std::set<TokenScope>& scopes, std::int64_t until = far_away) {
        return home.tokens().add({"billing", scopes, until, false}, "root");
    }
    HttpResponse ask(const std::string& method, const std::string& path, const std::string& secret,
                     const std::string& body = "{}") {
        return station->answer({method,
                                path,
                                {{"host", "127.0.0.1:4711"}, {"authorization", "Bearer " + secret}},
                                method == "GET" ? "" : body},
                               entrance);
    }
    /// The answer, held against what the description says of it.
    Json described(const std::string& method, const std::string& path, const std::string& secret,
                   const std::string& as = "", const Json& body = Json::object()) {
        const HttpResponse response = ask(upper(method), path, secret, body.dump());
        EXPECT_EQ(response.status, 200) << path << response.body;
        const Json all = description(), answer = Json::parse(response.body);
        Json schema = all["paths"][as.empty() ? path : as][method]["responses"]["200"]["content"]
                         ["application/json"]["schema"];
        EXPECT_TRUE(schema.is_object()) << path;
        schema["components"] = all["components"];
        EXPECT_NO_THROW(check_schema(answer, schema, Fault::bad_usage, path)) << answer.dump(1);
        return answer;
    }
};

}  // namespace

TEST_F(ProgramTest, ReadsDecidesAndIsNamedInTheAudit) {
    const std::string secret = token({TokenScope::read, TokenScope::decide});
    EXPECT_EQ(described("get", "/api/piles", secret)["open_fields"], 2);
    const std::string id = described("post", "/api/next", secret, "", {{"after", ""}})["record"];
    const Json seen = described("get", "/api/sheet/" + id, secret, "/api/sheet/{record}");
    EXPECT_EQ(seen.dump().find("350599194507080019"), std::string::npos) << "masked";
    described("post", "/api/decide", secret, "",
              {{"record", id},
               {"revision", seen["revision"]},
               {"field", "subject_name"},
               {"kind", "value"},
               {"value", "林阿满"}});
    EXPECT_EQ(home.record(id)->at("fields")["subject_name"]["by"], "token/billing");
    described("post", "/api/search", secret, "", {{"text", "林阿满"}});
    described("get", "/api/exceptions", secret);
    described("post", "/api/month", secret, "", {{"month", "2026-03"}});
    described("post", "/api/unvisited", secret, "", {{"month", "2026-03"}});
    described("post", "/api/digits", secret, "", {{"passed", Json::array()}});
    described("post", "/api/reveal", secret, "", {{"record", id}, {"field", "subject_id_no"}});
    EXPECT_EQ(home.audit_before(0, 1).at(0).event.actor, "token/billing");
    EXPECT_EQ(ask("GET", "/api/openapi.json", secret).status, 200);
}

TEST_F(ProgramTest, MayDoNothingWithoutATokenThatWorks) {
    const std::string secret = token({TokenScope::read});
    EXPECT_EQ(ask("GET", "/api/piles", secret).status, 200);
    EXPECT_EQ(ask("GET", "/api/piles", "").status, 401);
    EXPECT_EQ(ask("GET", "/api/piles", secret.substr(0, 60)).status, 401);
    EXPECT_EQ(ask("POST", "/api/search", "tf_0", R"({"text": "林阿满"})").status, 401);
    const HttpRequest basic{
        "GET", "/api/piles", {{"host", "127.0.0.1:4711"}, {"authorization", "Basic eDp5"}}, ""};
    EXPECT_EQ(station->answer(basic, entrance).status, 401);
    EXPECT_EQ(bytes_in(folder / "home/home.db").find(secret), std::string::npos);
    EXPECT_FALSE(home.tokens().find(secret, far_away)) << "at its end";
    home.tokens().revoke("billing", "root");
    EXPECT_EQ(ask("GET", "/api/piles", secret).status, 401);
    EXPECT_THROW(home.tokens().revoke("billing", "root"), Error);
    const std::string next = token({TokenScope::read});
    token({TokenScope::upload});
    EXPECT_EQ(ask("GET", "/api/piles", next).status, 401) << "replaced by one of the same name";
    EXPECT_THROW(token({}), Error);
    EXPECT_THROW(home.tokens().add({"no name", {TokenScope::read}, far_away, false}, "root"),
                 Error);
}

TEST_F(ProgramTest, FindsEveryRouteDescribedWithTheScopeThatItNeeds) {
    const std::map<TokenScope, std::string> secrets = {
        {TokenScope::read, home.tokens().add({"r", {TokenScope::read}, far_away, false}, "root")},
        {TokenScope::decide,
         home.tokens().add({"d", {TokenScope::decide}, far_away, false}, "root")},
        {TokenScope::upload,
         home.tokens().add({"u", {TokenScope::upload}, far_away, false}, "root")}};
    std::set<std::string> described_routes;
    const Json all = description();
    for (const auto& [path, methods] : all["paths"].items())
        for (const auto& [method, operation] : methods.items()) {
            if (operation["security"].empty())
                continue;  // for those who are not known yet
            described_routes.insert(route_of(method, path));
            const Json& first = operation["security"][0];
            for (const auto& [scope, secret] : secrets) {
                const bool granted =
                    first.contains("token") && first["token"][0] == scope_name(scope);
                EXPECT_EQ(ask(upper(method), path.substr(0, path.find("/{")), secret).status != 403,
                          granted)
                    << path << " " << scope_name(scope);
            }
        }
    const auto names = Station::route_names();
    EXPECT_EQ(described_routes, std::set<std::string>(names.begin(), names.end()));
}

}  // namespace tanfang
