// Whose a visit is, and who may see whose records.
#include "pipeline/external/icu.h"

#include "station_fixture.h"

namespace tanfang {

namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

Person person(const std::string& name, const std::string& id_no, const std::string& village,
              const std::string& code) {
    Person one;
    one.values = {{"subject_name", name},
                  {"subject_id_no", id_no},
                  {"residence_village", {{"name", village}, {"code", code}}}};
    return one;
}

/// A visit sheet that names nobody.
Json visit_line(const std::string& day, const std::string& words) {
    Json line = line_of(0, "", "accepted");
    line["form"] = "visit";
    line["registration"] = nullptr;
    line["findings"] = Json::array();
    line["fields"] = {{"visit_date", {{"value", day}, {"state", "read"}, {"confidence", 0.9}}}};
    line["readings"] = {{"care_needs",
                         {{"quad", {10, 10, 20, 10, 20, 20, 10, 20}},
                          {"sure", false},
                          {"text", words},
                          {"confidence", 0.5},
                          {"candidates", Json::array()}}}};
    return line;
}

class LinksTest : public StationTest {
  protected:
    LinksTest() {
        people = {person("林阿满", "35059919450708001X", "后厝村", "350599101201"),
                  person("曾月娥", "350599195001010028", "山前村", "350599102201")};
        people[1].registered_on = "2026-04-01";
        home.people().store(people, Json::object());
        store("visit.png", visit_line("2026-03-09", "曾月娥家"));
        home.accounts().add({"nan", Role::operator_, {"350599101", "南浦镇"}}, "correct horse",
                            "root");
        home.accounts().add({"bei", Role::operator_, {"350599102", "北山乡"}}, "correct horse",
                            "root");
    }

    Json next_unlinked() { return asked("/api/next_unlinked", {{"after", ""}}); }
    std::vector<std::string> found(const std::string& text) {
        std::vector<std::string> names;
        const Json answer = asked("/api/find_people", {{"text", text}});
        for (const auto& one : answer["people"]) names.push_back(one["name"]);
        return names;
    }
    Json unlinked() { return Json::parse(get("/api/piles").body)["unlinked"]; }
    std::string visit() {
        for (const auto& record : records_of(home))
            if (record["form"] == "visit")
                return record["record"];
        return "";
    }
    HttpResponse link(const std::string& who) {
        return post("/api/link", {{"record", visit()},
                                  {"revision", home.record(visit()).value()["revision"]},
                                  {"person", who}});
    }

    std::vector<Person> people;
};

}  // namespace

TEST(PinyinInitials, AreThoseOfEachCharacterAndOfSurnames) {
    EXPECT_THAT(pinyin_initials("后厝"), ElementsAre("hc"));
    EXPECT_THAT(pinyin_initials("曾国藩"), ElementsAre("cgf", "zgf"));
    EXPECT_THAT(pinyin_initials("A区 3号"), ElementsAre("aq3h"));
    EXPECT_THAT(pinyin_initials("，"), IsEmpty());
    EXPECT_THAT(pinyin_initials("\xFF\xF0"), IsEmpty()) << "no UTF-8";
}

TEST_F(LinksTest, AVisitIsLinkedToOneOfItsCandidatesAndTheLinkIsTakenBack) {
    sign_in("lin");
    EXPECT_EQ(unlinked(), 1);
    const Json task = next_unlinked();
    ASSERT_EQ(task["candidates"].size(), 1u) << task["candidates"];
    EXPECT_THAT(task["candidates"][0]["reasons"], Contains("表上写有该姓名"));
    EXPECT_EQ(task["candidates"][0]["id_no"], "350***********0028");
    EXPECT_THAT(task.dump(), Not(HasSubstr("350599195001010028")));
    ASSERT_EQ(link(people[1].id).status, 200);
    EXPECT_EQ(home.record(visit()).value()["link"]["person"], people[1].id);
    EXPECT_EQ(unlinked(), 0);
    EXPECT_TRUE(next_unlinked()["sheet"].is_null());
    asked("/api/unlink", {{"record", visit()}});
    EXPECT_EQ(home.audit_before(0, 1)[0].event.action, "record.judged");
    EXPECT_EQ(unlinked(), 1);
    bool by_lin = false;
    for (const auto& entry : home.audit_before(0, 20))
        by_lin |= entry.event.action == "record.unlinked" && entry.event.actor == "lin";
    EXPECT_TRUE(by_lin);
}

TEST_F(LinksTest, RefusesWhatWasChangedMeanwhileOrIsNotThere) {
    sign_in("lin");
    next_unlinked();
    EXPECT_EQ(
        post("/api/link", {{"record", visit()}, {"revision", 99}, {"person", people[0].id}}).status,
        409);
    EXPECT_EQ(link("01J00000000000000000000000").status, 404);
    EXPECT_EQ(
        post("/api/link", {{"record", "x"}, {"revision", 1}, {"person", people[0].id}}).status,
        404);
    EXPECT_EQ(post("/api/unlink", {{"record", visit()}}).status, 400) << "linked to nobody";
    EXPECT_EQ(post("/api/find_people", {{"text", ""}}).status, 400);
    sign_in("chen");
    EXPECT_EQ(link(people[0].id).status, 409) << "lin has it";
    sign_in("wang");
    EXPECT_EQ(link(people[0].id).status, 403) << "an auditor decides nothing";
}

TEST_F(LinksTest, PeopleAreFoundByNamePlaceInitialsAndNumber) {
    sign_in("lin");
    EXPECT_THAT(found("月"), ElementsAre("曾月娥"));
    EXPECT_THAT(found("后厝"), ElementsAre("林阿满"));
    EXPECT_THAT(found("hc"), ElementsAre("林阿满"));
    EXPECT_THAT(found("zye"), ElementsAre("曾月娥")) << "the surname is read zeng";
    EXPECT_THAT(found("35059919450708001X"), ElementsAre("林阿满"));
    EXPECT_THAT(found("350599194507080018"), IsEmpty());
    EXPECT_THAT(found("xyz"), IsEmpty());
    EXPECT_EQ(home.audit_before(0, 1)[0].event.action, "people.searched");
}

TEST_F(LinksTest, WhatTheRegisterHasAgainstALinkAsksAtOnce) {
    sign_in("lin");
    next_unlinked();
    const Json linked = Json::parse(link(people[1].id).body);
    ASSERT_EQ(linked["findings"].size(), 1u) << linked;
    EXPECT_THAT(linked["findings"][0].get<std::string>(), HasSubstr("建档日期"));
    Json record = home.record(visit()).value();
    EXPECT_EQ(record["status"], "review");
    EXPECT_EQ(record["open"], Json({"visit_date"}));
    const Json view = sheet(visit());
    for (const auto& field : view["fields"])
        if (field["id"] == "visit_date") {
            EXPECT_EQ(field["findings"].size(), 1u) << "said once";
        }
    asked("/api/decide", {{"record", visit()},
                          {"revision", record["revision"]},
                          {"field", "visit_date"},
                          {"kind", "as_read"}});
    record = home.record(visit()).value();
    EXPECT_EQ(record["open"], Json::array()) << "so it stands on the paper";
    EXPECT_EQ(record["status"], "accepted");
}

TEST_F(LinksTest, AnEarlierVisitAsksAnewWhenItsPersonIsChangedInTheRegister) {
    sign_in("lin");
    ASSERT_EQ(link(people[0].id).status, 200);
    const auto open = [&] {
        get("/api/piles");  // the station looks at what has changed
        return home.record(visit()).value()["open"];
    };
    EXPECT_EQ(open(), Json::array());
    people[0].registered_on = "2026-05-01";
    home.people().store(people, Json::object());
    EXPECT_EQ(open(), Json({"visit_date"})) << "visited before the registration";
    people[0].registered_on = "2026-02-01";
    home.people().store(people, Json::object());
    EXPECT_EQ(open(), Json::array()) << "and it does no more";
}

TEST_F(LinksTest, APersonWhoMovesTakesTheEarlierVisitsAlong) {
    sign_in("lin");
    ASSERT_EQ(link(people[0].id).status, 200);
    sign_in("bei");
    EXPECT_EQ(get("/api/sheet/" + visit()).status, 404);
    people[0].values["residence_village"] = {{"name", "山前村"}, {"code", "350599102201"}};
    home.people().store(people, Json::object());
    EXPECT_EQ(get("/api/sheet/" + visit()).status, 200);
}

TEST_F(LinksTest, AnAccountOfADivisionSeesItsRecordsOnly) {
    home.links().link(visit(), people[1].id);
    sign_in("bei");
    EXPECT_EQ(get("/api/sheet/" + visit()).status, 200);
    EXPECT_EQ(Json::parse(get("/api/piles").body)["accepted"], 0) << "it asks for its date";
    EXPECT_EQ(next(), Json(visit()));
    asked("/api/leave");
    sign_in("nan");
    const Json piles = Json::parse(get("/api/piles").body);
    EXPECT_EQ(piles["sheets"], 0) << piles;
    EXPECT_TRUE(next().is_null());
    EXPECT_EQ(get("/api/sheet/" + visit()).status, 404);
    EXPECT_EQ(get("/api/picture/" + visit() + "/0").status, 404);
    Json body = {{"record", visit()},     {"revision", 1},         {"field", "visit_date"},
                 {"kind", "as_read"},     {"value", "2026-03-09"}, {"reason", "x"},
                 {"person", people[0].id}};
    for (const char* path : {"decide", "blind", "undo", "reveal", "void", "link", "unlink"})
        EXPECT_EQ(post("/api/" + std::string(path), body).status, 404) << path;
    const Json all = asked("/api/decide_all", {{"decisions", Json::array({body})}});
    EXPECT_EQ(all["results"][0]["error"], "没有这条记录");
    EXPECT_TRUE(asked("/api/search", {{"text", "曾月娥"}})["people"].empty());
    EXPECT_TRUE(asked("/api/search", {{"text", "350599195001010028"}})["records"].empty());
    EXPECT_THAT(found("曾月娥"), IsEmpty());
    EXPECT_EQ(post("/api/person", {{"person", people[1].id}}).status, 404);
    EXPECT_THAT(found("hc"), ElementsAre("林阿满")) << "one of its own";
    sign_in("chen");
    EXPECT_EQ(get("/api/sheet/" + visit()).status, 200) << "without a division: all";
}

TEST_F(LinksTest, WhoeverUploadedASheetSeesItUntilItsPlaceIsKnown) {
    sign_in("nan");
    const std::string bytes = "no picture either";
    const Json upload = asked("/api/upload", {{"name", "a.png"}, {"bytes", bytes.size()}});
    post_bytes("/api/piece/" + upload["upload"].get<std::string>() + "/0", bytes);
    asked("/api/uploaded", {{"upload", upload["upload"]}});
    const auto sha256 = sha256_hex(bytes_of(bytes));
    Json line = visit_line("2026-03-10", "");
    line["source"]["sha256"] = sha256;
    home.store_page(sha256, parse_read_page(line));
    home.finish_file(sha256, 1);
    EXPECT_EQ(unlinked(), 1);
    const std::string id = next_unlinked()["sheet"]["record"];
    EXPECT_NE(id, visit());
    sign_in("bei");
    EXPECT_EQ(unlinked(), 0);
    home.links().link(id, people[1].id);
    EXPECT_EQ(get("/api/sheet/" + id).status, 200);
    sign_in("nan");
    EXPECT_EQ(get("/api/sheet/" + id).status, 404);
}

TEST_F(LinksTest, TheAdminGivesAccountsADivisionByNameOrCode) {
    home.accounts().add({"root", Role::admin}, "correct horse", "root");
    sign_in("root");
    const auto add = [&](const char* name, const char* role, const char* division) {
        return post("/api/user_add", {{"name", name},
                                      {"role", role},
                                      {"password", "correct horse"},
                                      {"division", division}})
            .status;
    };
    EXPECT_EQ(add("hou", "operator", "后厝"), 200);
    EXPECT_EQ(add("shan", "reviewer", "350599102201"), 200);
    EXPECT_EQ(add("no", "operator", "没有的村"), 400);
    EXPECT_EQ(add("all", "auditor", "南浦镇"), 400) << "he answers for all";
    EXPECT_EQ(home.accounts().sign_in("hou", "correct horse", 0).account->division.code,
              "350599101201");
    EXPECT_EQ(post("/api/user_change", {{"name", "hou"}, {"role", "admin"}}).status, 400);
    EXPECT_EQ(post("/api/user_change", {{"name", "hou"}, {"division", "没有的村"}}).status, 400);
    const auto division_of = [&](const char* name) {
        return home.accounts().sign_in(name, "correct horse", 0).account->division.name;
    };
    asked("/api/user_change", {{"name", "hou"}, {"division", "北山"}});
    EXPECT_EQ(division_of("hou"), "北山乡");
    asked("/api/user_change", {{"name", "hou"}, {"division", ""}});
    EXPECT_EQ(division_of("hou"), "") << "all";
    EXPECT_EQ(home.accounts().list()[0].account.division.name, "北山乡");
}

}  // namespace tanfang
