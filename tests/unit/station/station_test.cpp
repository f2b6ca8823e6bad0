// The API of the review station, request by request, without a network.
#include "pipeline/station/keyed_value.h"

#include "station_fixture.h"

namespace tanfang {

namespace {

using testing::_;
using testing::HasSubstr;
using testing::Not;

}  // namespace

TEST_F(StationTest, LetsAClerkDecideAllOpenFieldsOfASheet) {
    ASSERT_EQ(sign_in("lin"), 200);
    EXPECT_EQ(Json::parse(get("/api/piles").body)["open_fields"], 2);
    const std::string id = next();
    Json view = sheet(id);
    EXPECT_EQ(view["fields"][0]["id"], "filing_date") << "in the order of the form";
    const Json body = {{"record", id},
                       {"revision", view["revision"]},
                       {"field", "subject_name"},
                       {"kind", "value"},
                       {"value", "林阿满"}};
    const HttpResponse first = post("/api/decide", body);
    ASSERT_EQ(first.status, 200) << first.body;
    EXPECT_EQ(post("/api/decide", body).status, 409) << "the revision is an old one";
    view = Json::parse(first.body);
    const HttpResponse last = post("/api/decide", {{"record", id},
                                                   {"revision", view["revision"]},
                                                   {"field", "ability_level"},
                                                   {"kind", "value"},
                                                   {"value", {"mild"}}});
    ASSERT_EQ(last.status, 200) << last.body;
    EXPECT_EQ(Json::parse(last.body)["status"], "accepted") << last.body;
    EXPECT_TRUE(next().is_null());
    const Json record = records_of(home).at(0);
    EXPECT_EQ(record["fields"]["ability_level"]["value"], "mild");
    EXPECT_EQ(record["fields"]["subject_name"]["by"], "lin");
    const HttpResponse undone =
        post("/api/undo", {{"record", id}, {"revision", record["revision"]}});
    EXPECT_EQ(Json::parse(undone.body)["undone"], "ability_level");
    EXPECT_EQ(records_of(home).at(0)["status"], "review");
}

TEST_F(StationTest, GivesASheetToOnePersonAtATime) {
    sign_in("lin");
    const Json id = next();
    sign_in("chen");
    EXPECT_TRUE(next().is_null());
    EXPECT_EQ(
        post("/api/decide",
             {{"record", id}, {"revision", 1}, {"field", "subject_name"}, {"kind", "as_read"}})
            .status,
        409);
}

TEST_F(StationTest, RefusesWhatIsNoValueAndWhatIsNoRequest) {
    sign_in("lin");
    const std::string id = next();
    const auto decide = [&](const Json& more) {
        Json body = {{"record", id},
                     {"revision", sheet(id)["revision"]},
                     {"field", "filing_date"},
                     {"kind", "value"}};
        body.update(more);
        return post("/api/decide", body).status;
    };
    EXPECT_EQ(decide({{"value", "2026-02-30"}}), 400);
    EXPECT_EQ(decide({{"value", 7}}), 400);
    EXPECT_EQ(decide({{"field", "ability_level"}, {"value", {"mild", "severe"}}}), 400);
    EXPECT_EQ(decide({{"field", "ability_level"}, {"value", {"nonsense"}}}), 400);
    EXPECT_EQ(decide({{"field", "no_field"}, {"value", "x"}}), 400);
    EXPECT_EQ(decide({{"kind", "maybe"}, {"value", "x"}}), 400);
    EXPECT_EQ(decide({{"revision", "x"}, {"value", "2026-03-05"}}), 400);
    EXPECT_EQ(post("/api/decide", Json::array()).status, 400);
    EXPECT_EQ(get("/api/sheet/01J00000000000000000000000").status, 404);
    EXPECT_EQ(get("/api/picture/" + id + "/9").status, 400);
    EXPECT_EQ(get("/api/picture/" + id + "/0").status, 500) << "the scan is no picture";
    EXPECT_EQ(get("/api/nonsense").status, 404);
    EXPECT_TRUE(records_of(home).at(0)["decisions"].empty());
}

TEST_F(StationTest, MasksNumbersOfPersonsAndNotesWhoLooks) {
    sign_in("lin");
    const std::string id = next();
    EXPECT_THAT(sheet(id).dump(), Not(HasSubstr("35059919450708001X")));
    EXPECT_THAT(sheet(id).dump(), HasSubstr("350***********001X"));
    const auto entries = home.check_audit().entries;
    const Json shown =
        Json::parse(post("/api/reveal", {{"record", id}, {"field", "subject_id_no"}}).body);
    EXPECT_EQ(shown["value"], "35059919450708001X");
    EXPECT_EQ(home.check_audit().entries, entries + 1);
    EXPECT_EQ(masked("123"), "***");
}

TEST_F(StationTest, WantsAPasswordATokenAndARole) {
    EXPECT_EQ(get("/api/piles").status, 401);
    EXPECT_EQ(sign_in("lin", "wrong horse"), 403);
    EXPECT_EQ(sign_in("nobody"), 403);
    for (int i = 0; i < free_failures; ++i) sign_in("lin", "wrong horse");
    EXPECT_EQ(sign_in("lin"), 429) << "locked, even with the right password";
    ASSERT_EQ(sign_in("wang"), 200);
    EXPECT_EQ(post("/api/decide", {{"record", "x"}}).status, 403) << "an auditor decides nothing";
    csrf = "guess";
    EXPECT_EQ(post("/api/next", {{"after", ""}}).status, 403);
    session();
    EXPECT_EQ(post("/api/logout", Json::object()).status, 200);
    EXPECT_EQ(get("/api/piles").status, 401);
}

TEST_F(StationTest, RefusesOtherHostsOtherSitesAndOddPaths) {
    const auto status = [&](const std::string& method, const std::string& path,
                            std::map<std::string, std::string> headers) {
        return station->answer({method, path, std::move(headers), ""}, entrance).status;
    };
    const std::string host = "127.0.0.1:4711";
    EXPECT_EQ(status("GET", "/", {{"host", host}}), 200);
    EXPECT_EQ(status("GET", "/", {{"host", "localhost:4711"}}), 200);
    EXPECT_EQ(status("GET", "/", {{"host", "evil.example"}}), 421);
    EXPECT_EQ(status("GET", "/", {{"host", "127.0.0.1:80"}}), 421);
    EXPECT_EQ(status("GET", "/", {{"host", host}, {"origin", "http://evil.example"}}), 403);
    EXPECT_EQ(status("GET", "/", {{"host", host}, {"sec-fetch-site", "cross-site"}}), 403);
    EXPECT_EQ(status("POST", "/api/login", {{"host", host}}), 403) << "neither Origin nor site";
    EXPECT_EQ(status("DELETE", "/", {{"host", host}}), 405);
    for (const std::string path :
         {"/../home.db", "/%2e%2e/key", "//etc/passwd", "http://x/", "/a?b", "*"})
        EXPECT_EQ(status("GET", path, {{"host", host}}), 400) << path;
    EXPECT_EQ(status("GET", "/README.md", {{"host", host}}), 404);
}

TEST_F(StationTest, KnowsTheOfficeNetworkByItsNamesAndOverTlsOnly) {
    const Entrance office = office_entrance({"192.168.1.20", "station"}, 8443);
    const auto ask = [&](std::map<std::string, std::string> headers, const std::string& body = "") {
        return station->answer(
            {body.empty() ? "GET" : "POST", body.empty() ? "/api/session" : "/api/login",
             std::move(headers), body},
            office);
    };
    EXPECT_EQ(ask({{"host", "192.168.1.20:8443"}}).status, 200);
    EXPECT_EQ(ask({{"host", "Station:8443"}}).status, 200);
    for (const std::string host : {"127.0.0.1:8443", "192.168.1.20", "192.168.1.21:8443", ""})
        EXPECT_EQ(ask({{"host", host}}).status, 421) << host;
    EXPECT_EQ(office_entrance({"station"}, 443).hosts.size(), 2u) << "browsers leave 443 out";
    const HttpResponse session = ask({{"host", "station:8443"}});
    EXPECT_THAT(session.headers, testing::Contains(testing::Pair("Strict-Transport-Security", _)));
    EXPECT_THAT(get("/").headers,
                Not(testing::Contains(testing::Pair("Strict-Transport-Security", _))));
    std::map<std::string, std::string> headers = {
        {"host", "station:8443"},
        {"origin", "http://station:8443"},
        {"x-csrf-token", Json::parse(session.body)["csrf"]}};
    const std::string lin = R"({"name": "lin", "password": "correct horse"})";
    EXPECT_EQ(ask(headers, lin).status, 403) << "the page did not come over TLS";
    headers["origin"] = "https://station:8443";
    const HttpResponse in = ask(headers, lin);
    ASSERT_EQ(in.status, 200);
    std::string kept = in.headers.front().second;
    EXPECT_THAT(kept, testing::StartsWith("__Host-tanfang="));
    EXPECT_THAT(kept, HasSubstr("HttpOnly; SameSite=Strict; Path=/; Secure"));
    kept.resize(kept.find(';'));
    EXPECT_EQ(Json::parse(ask({{"host", "station:8443"}, {"cookie", kept}}).body)["user"], "lin");
}

TEST_F(StationTest, TellsTheBrowserToBeStrictInEveryAnswer) {
    for (const std::string path : {"/", "/main.js", "/api/session", "/nowhere"}) {
        std::string all;
        for (const auto& [name, value] : get(path).headers) all += name + ": " + value + "\n";
        EXPECT_THAT(all, HasSubstr("default-src 'none'"));
        EXPECT_THAT(all, Not(HasSubstr("unsafe")));
        EXPECT_THAT(all, HasSubstr("nosniff"));
        EXPECT_THAT(all, HasSubstr("no-store"));
    }
    for (const std::string file :
         {"admin.js", "dom.js", "drafts.js", "home.js", "index.html", "keys.js", "lookup.js",
          "main.js", "marks.js", "row.js", "sheet.js"})
        EXPECT_THAT(get("/" + file).body, Not(HasSubstr("innerHTML")));
    EXPECT_EQ(get("/api/session").type, "application/json; charset=utf-8");
}

TEST(Sessions, EndAfterAQuarterOfAnHourWithoutASign) {
    Sessions sessions;
    const Sessions::Clock::time_point start{};
    using std::chrono::minutes;
    const std::string token = sessions.open({"lin", Role::operator_}, start);
    EXPECT_EQ(token.size(), 64u);
    EXPECT_TRUE(sessions.find(token, start + minutes(14)));
    EXPECT_TRUE(sessions.find(token, start + minutes(28)));
    EXPECT_FALSE(sessions.find(token, start + minutes(43)));
    EXPECT_FALSE(sessions.find("", start));
}

TEST(FirstStart, MakesTheAdminByALinkThatWorksOnce) {
    TemporaryFolder folder;
    Home home = Home::open_or_create(folder / "home", tester());
    Station station(
        home, {std::filesystem::path(TANFANG_SOURCE_DIR) / "pipeline/station/web", {}, {}, {}});
    const auto post = [&](const std::string& csrf, const std::string& token,
                          const Entrance& through = entrance) {
        return station
            .answer(
                {"POST",
                 "/api/setup",
                 {{"host", "localhost:4711"},
                  {"origin", "http://localhost:4711"},
                  {"x-csrf-token", csrf}},
                 Json{{"token", token}, {"name", "admin"}, {"password", "correct horse"}}.dump()},
                through)
            .status;
    };
    const HttpRequest asked{"GET", "/api/session", {{"host", "localhost:4711"}}, ""};
    const Json session = Json::parse(station.answer(asked, entrance).body);
    EXPECT_EQ(session["setup"], true);
    const std::string token = station.setup_token();
    EXPECT_EQ(post(session["csrf"], std::string(64, '0')), 403);
    EXPECT_EQ(post(session["csrf"], ""), 403);
    const Entrance office{entrance.hosts, false};
    EXPECT_EQ(post(session["csrf"], token, office), 403) << "not from the network";
    EXPECT_EQ(Json::parse(station.answer(asked, office).body)["setup"], false);
    EXPECT_EQ(post(session["csrf"], token), 200);
    EXPECT_EQ(post(session["csrf"], token), 403);
    EXPECT_EQ(post(session["csrf"], ""), 403);
    EXPECT_EQ(home.accounts().sign_in("admin", "correct horse", 0).account->role, Role::admin);
}

}  // namespace tanfang
