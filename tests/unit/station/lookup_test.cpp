// Exceptions, search, the history of a person; the audit and the accounts.
#include "station_fixture.h"

namespace tanfang {

namespace {

using testing::HasSubstr;
using testing::Not;

Json rejected_page() {
    Json line = line_of(0, "", "rejected");
    for (const char* member : {"form", "form_version", "copy", "page", "registration"})
        line[member] = nullptr;
    line["fields"] = line["readings"] = Json::object();
    line["findings"] = Json::array();
    line["reason"] = "unknown_form: 不认识的表单";
    return line;
}

class LookupTest : public StationTest {
  protected:
    Json exceptions() { return Json::parse(get("/api/exceptions").body)["items"]; }
    Json found(const std::string& text) { return asked("/api/search", {{"text", text}}); }
};

}  // namespace

TEST_F(LookupTest, PutsAwayWhatCannotBeReadWithAReasonUntilItIsScannedAgain) {
    store("b.png", rejected_page());
    sign_in("lin");
    const Json item = exceptions().at(0);
    EXPECT_EQ(item["pages"][0]["reason"], "unknown_form: 不认识的表单");
    const auto put_away = [&](const Json& more) {
        Json body = {{"record", item["record"]}, {"revision", item["revision"]}};
        body.update(more);
        return post("/api/void", body);
    };
    EXPECT_EQ(put_away({{"reason", ""}}).status, 400);
    EXPECT_EQ(put_away({{"reason", "a\nb"}}).status, 400);
    EXPECT_EQ(put_away({{"reason", "空白纸"}, {"revision", 99}}).status, 409);
    const HttpResponse done = put_away({{"reason", "空白纸"}});
    ASSERT_EQ(done.status, 200) << done.body;
    EXPECT_TRUE(exceptions().empty());
    EXPECT_EQ(Json::parse(get("/api/piles").body)["voided"], 1);
    const Json record = home.record(item["record"]).value();
    EXPECT_EQ(record["voided"]["value"], "空白纸");
    EXPECT_EQ(record["voided"]["by"], "lin");
    EXPECT_TRUE(record["fields"].empty());
    EXPECT_EQ(put_away({{"reason", "again"}}).status, 400) << "it is no exception any more";
    asked("/api/undo",
          {{"record", item["record"]}, {"revision", Json::parse(done.body)["revision"]}});
    EXPECT_EQ(exceptions().size(), 1u);
}

TEST_F(LookupTest, ListsASheetForRescanningUntilItIsScannedAgain) {
    ASSERT_EQ(sign_in("lin"), 200);
    const std::string id = next();
    const std::int64_t revision = sheet(id)["revision"];
    const auto mark = [&](const Json& more) {
        Json body = {{"record", id}, {"revision", revision}, {"reason", "水渍"}};
        body.update(more);
        return post("/api/rescan", body).status;
    };
    EXPECT_EQ(mark({{"reason", ""}}), 400);
    EXPECT_EQ(mark({{"revision", 99}}), 409);
    EXPECT_EQ(mark(Json::object()), 200);
    EXPECT_EQ(mark({{"revision", revision + 1}}), 400) << "it is on the list";
    EXPECT_EQ(next(), Json()) << "it asks nobody";
    EXPECT_EQ(exceptions().at(0)["rescan"], "水渍");
    const Json piles = Json::parse(get("/api/piles").body);
    EXPECT_EQ(piles["rejected"], 1);
    EXPECT_EQ(piles["open_fields"], 0);
    EXPECT_EQ(found("8J4K2M7Q9T")["records"][0]["rescan"], true);
    asked("/api/undo", {{"record", id}, {"revision", revision + 1}});
    EXPECT_EQ(next(), id) << "taken back";
    EXPECT_EQ(mark({{"revision", revision + 2}}), 200);
    Json again = asking_line();
    again["source"]["page"] = 0;
    store("again.png", again);
    EXPECT_TRUE(exceptions().empty());
    EXPECT_EQ(next(), id) << "scanned again";
}

TEST_F(LookupTest, AcceptsNoRecordWhoseSheetIsToBeScannedAgain) {
    Json line = asking_line();
    line["serial"] = "7H3K2M7Q9T";
    line["status"] = "accepted";
    for (auto& field : line["fields"]) field["state"] = "read";
    store("sound.png", line);
    ASSERT_EQ(sign_in("lin"), 200);
    const std::string id = found("7H3K2M7Q9T")["records"][0]["record"];
    ASSERT_EQ(home.record(id)->at("status"), "accepted");
    asked("/api/rescan", {{"record", id},
                          {"revision", home.record(id)->at("revision")},
                          {"reason", "两张叠在一起"}});
    EXPECT_EQ(home.record(id)->at("status"), "review");
    EXPECT_EQ(exceptions().size(), 1u);
}

TEST_F(LookupTest, ShowsAFileThatCouldNotBeOpenedAmongTheExceptions) {
    Json line = rejected_page();
    line["source"]["sha256"] = nullptr;  // whoever reads has seen no bytes of it
    store("damaged.pdf", line);
    station.emplace(home, settings());
    sign_in("lin");
    ASSERT_EQ(exceptions().size(), 1u);
    const std::string record = exceptions()[0]["record"];
    EXPECT_THAT(home.record(record).value()["pages"][0]["source"]["sha256"].get<std::string>(),
                testing::SizeIs(64));
    EXPECT_EQ(get("/api/picture/" + record + "/0").status, 500) << "it is no picture";
    EXPECT_EQ(get("/api/piles").status, 200);
}

TEST_F(LookupTest, SaysWhoseSheetsAreToBeScannedAgain) {
    std::vector<Person> people = {Person{}};
    people[0].values = {{"subject_name", "曾月娥"},
                        {"subject_id_no", "350599195001010028"},
                        {"visitor", "陈探访"},
                        {"residence_village", {{"name", "山前村"}, {"code", nullptr}}}};
    home.people().store(people, Json::object());
    home.printed_sheets().add(
        {{"5H3K2M7Q9T", "visit", 1, people[0].id, "2026-03", 3, 1, "b", 1, 1}});
    Json line = rejected_page();
    line["serial"] = "5H3K2M7Q9T";
    store("b.png", line);
    sign_in("lin");
    EXPECT_EQ(exceptions()[0]["whose"],
              Json({{"name", "曾月娥"}, {"place", "山前村"}, {"visitor", "陈探访"}}));
}

TEST_F(LookupTest, ReadsAPageAgainOnceItsPrintIsKnown) {
    Json lost = rejected_page();
    lost["source"]["sha256"] = nullptr;
    store("b.png", lost);
    StationSettings with = settings();
    bool learned = false;
    with.intake.read_again = [&](const auto&, int file_page) {
        EXPECT_EQ(file_page, 0);
        Json line = learned ? asking_line() : rejected_page();
        if (learned)
            line["serial"] = "7H3K2M7Q9T";
        return std::vector<Json>{line};
    };
    station.emplace(home, with);
    sign_in("lin");
    const Json item = exceptions().at(0);
    const Json body = {{"record", item["record"]}, {"revision", item["revision"]}, {"page", 0}};
    EXPECT_EQ(post("/api/read_again", body).status, 400) << "still not known";
    EXPECT_TRUE(home.record(item["record"])->at("voided").is_null());
    learned = true;
    EXPECT_EQ(asked("/api/read_again", body)["status"], "review");
    EXPECT_TRUE(exceptions().empty());
    EXPECT_EQ(post("/api/read_again", body).status, 409) << "it was, meanwhile";
}

TEST_F(LookupTest, PutsAwayNothingThatCanBeAnswered) {
    sign_in("lin");
    const Json id = next();
    EXPECT_EQ(post("/api/void", {{"record", id}, {"revision", 1}, {"reason", "x"}}).status, 400);
    EXPECT_EQ(post("/api/decide", {{"record", id},
                                   {"revision", 1},
                                   {"field", "subject_name"},
                                   {"kind", "voided"},
                                   {"value", "x"}})
                  .status,
              400);
    sign_in("wang");
    EXPECT_EQ(post("/api/void", {{"record", id}, {"revision", 1}, {"reason", "x"}}).status, 403);
}

TEST_F(LookupTest, FindsSheetsBySerialNumberAndNameAndNotesIt) {
    sign_in("wang");
    const auto entries = home.check_audit().entries;
    EXPECT_EQ(found("8j4k2m7q9t")["records"].size(), 1u);
    EXPECT_EQ(home.check_audit().entries, entries + 1);
    EXPECT_EQ(home.audit_before(0, 1)[0].event.action, "records.searched");
    EXPECT_THAT(home.audit_before(0, 1)[0].event.detail.dump(), Not(HasSubstr("8J4K")));
    EXPECT_EQ(found("35059919450708001X")["records"].size(), 1u);
    EXPECT_EQ(found("onerror")["records"].size(), 1u) << "a part of what was read as the name";
    EXPECT_TRUE(found("350599194507080027")["records"].empty());
    EXPECT_TRUE(found("%%%")["records"].empty());
    EXPECT_EQ(post("/api/search", {{"text", ""}}).status, 400);
    EXPECT_EQ(post("/api/search", Json::object()).status, 400);
}

TEST_F(LookupTest, ShowsAllRecordsOfAPerson) {
    Person person;
    person.values = {{"subject_name", "林阿满"}, {"subject_id_no", "35059919450708001X"}};
    std::vector<Person> people = {person};
    home.people().store(people, Json::object());
    home.printed_sheets().add(
        {{"0000000001", "visit", 1, people[0].id, "2026-03", 3, 1, "batch", 1}});
    Json visit = line_of(0, "0000000001");
    visit["form"] = "visit";
    visit["fields"] = {
        {"visit_date", {{"value", "2026-03-09"}, {"state", "read"}, {"confidence", 1}}}};
    visit["findings"] = Json::array();
    store("b.png", visit);
    sign_in("lin");
    Json nameless = visit;
    nameless["serial"] = nullptr;
    nameless["fields"]["visit_date"]["value"] = "2026-03-20";
    store("c.png", nameless);  // names nobody until it is linked
    for (const auto& record : records_of(home))
        if (record["serial"].is_null())
            home.links().link(record["record"], people[0].id);
    const Json person_found = found("林阿满")["people"].at(0);
    EXPECT_EQ(person_found["id_no"], "350***********001X");
    EXPECT_EQ(found("35059919450708001X")["records"].size(), 3u) << "also the visit without a name";
    const Json history = asked("/api/person", {{"person", person_found["person"]}});
    ASSERT_EQ(history["records"].size(), 3u);
    EXPECT_EQ(history["records"][0]["date"], "2026-03-05") << "the earliest first";
    EXPECT_EQ(history["records"][2]["form"], "visit");
    EXPECT_EQ(post("/api/person", {{"person", "nobody"}}).status, 404);
}

TEST_F(LookupTest, ShowsTheAuditToTheAuditor) {
    sign_in("lin");
    EXPECT_EQ(post("/api/audit", {{"before", 0}}).status, 403);
    sign_in("wang");
    const Json entries = asked("/api/audit", {{"before", 0}})["entries"];
    EXPECT_EQ(entries[0]["action"], "account.signed_in");
    EXPECT_EQ(entries[0]["actor"], "wang");
    EXPECT_EQ(asked("/api/audit", {{"before", 3}})["entries"].size(), 2u);
    EXPECT_EQ(post("/api/audit", {{"before", "x"}}).status, 400);
}

TEST_F(LookupTest, LetsTheAdminManageAccounts) {
    home.accounts().add({"root", Role::admin}, "correct horse", "root");
    sign_in("chen");
    const std::string chens = cookie;
    EXPECT_EQ(get("/api/users").status, 403);
    EXPECT_EQ(post("/api/user_add", {{"name", "a"}}).status, 403);
    EXPECT_EQ(post("/api/user_change", {{"name", "lin"}, {"closed", true}}).status, 403);
    sign_in("root");
    const Json added = asked(
        "/api/user_add", {{"name", "zhao"}, {"role", "operator"}, {"password", "correct horse"}});
    EXPECT_EQ(added["users"].size(), 5u);
    EXPECT_THAT(added.dump(), Not(HasSubstr("argon2")));
    EXPECT_EQ(post("/api/user_add",
                   {{"name", "zhao"}, {"role", "operator"}, {"password", "correct horse"}})
                  .status,
              400);
    EXPECT_EQ(
        post("/api/user_add", {{"name", "qian"}, {"role", "king"}, {"password", "correct horse"}})
            .status,
        400);
    asked("/api/user_change", {{"name", "chen"}, {"closed", true}});
    EXPECT_EQ(post("/api/user_change", {{"name", "root"}, {"closed", true}}).status, 400)
        << "an admin remains";
    EXPECT_EQ(post("/api/user_change", {{"name", "nobody"}, {"closed", true}}).status, 400);
    asked("/api/user_change", {{"name", "zhao"}, {"role", "auditor"}});
    const std::string admins = cookie;
    cookie = chens;
    EXPECT_EQ(get("/api/piles").status, 401) << "whoever is closed is out at once";
    EXPECT_EQ(sign_in("chen"), 403);
    cookie = admins;
    session();
    asked("/api/user_change", {{"name", "chen"}, {"closed", false}});
    EXPECT_EQ(sign_in("chen"), 200);
    EXPECT_EQ(home.accounts().sign_in("zhao", "correct horse", 0).account->role, Role::auditor);
}

TEST_F(LookupTest, EndsTheSessionsOfAnAccountThatACommandChangesBesideTheServer) {
    Home beside = Home::open_or_create(folder / "home", tester());
    sign_in("lin");
    const std::string record = next();
    const std::string lins = cookie;
    beside.accounts().set_division("lin", {"350599102", "北山乡"}, "root");
    EXPECT_EQ(get("/api/sheet/" + record).status, 401) << "not what the old division showed";
    sign_in("chen");
    EXPECT_EQ(next(), record) << "the lease is given back";
    cookie = lins;
    EXPECT_EQ(post("/api/decide", Json::object()).status, 401) << "and for good";
    sign_in("lin");
    EXPECT_EQ(get("/api/sheet/" + record).status, 404);
    beside.accounts().set_role({"lin", Role::reviewer}, "root");
    EXPECT_EQ(get("/api/piles").status, 401);
    sign_in("lin");
    beside.accounts().set_closed("lin", true, "root");
    EXPECT_EQ(get("/api/piles").status, 401);
    beside.accounts().set_closed("lin", false, "root");
    sign_in("lin");
    beside.accounts().set_division("chen", {"350599102", "北山乡"}, "root");
    EXPECT_EQ(get("/api/piles").status, 200) << "whose account is as before stays";
}

}  // namespace tanfang
