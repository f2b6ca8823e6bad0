// How far the month is; and how the admin wants fields to be reviewed.
#include "station_fixture.h"

namespace tanfang {

namespace {

using testing::HasSubstr;
using testing::Not;

class MonthTest : public StationTest {
  protected:
    MonthTest() {
        people = {person("林阿满", "35059919450708001X", "南浦镇", "350599101", "后厝村"),
                  person("吴巧儿", "350599194507080019", "南浦镇", "350599101", "后厝村"),
                  person("曾月娥", "350599195001010028", "北山乡", "350599102", "山前村")};
        home.people().store(people, Json::object());
        home.accounts().add({"bei", Role::operator_, {"350599102", "北山乡"}}, "correct horse",
                            "root");
        home.accounts().add({"gao", Role::admin}, "correct horse", "root");
    }
    static Person person(const std::string& name, const std::string& id_no,
                         const std::string& township, const std::string& code,
                         const std::string& village) {
        Person one;
        one.registered_on = "2026-01-05";
        one.values = {{"subject_name", name},
                      {"subject_id_no", id_no},
                      {"visitor", "陈探访"},
                      {"residence_township", {{"name", township}, {"code", code}}},
                      {"residence_village", {{"name", village}, {"code", code + "201"}}}};
        return one;
    }
    void visited(const Person& who, const std::string& day, const std::string& status) {
        Json line = line_of(0, "", status);
        line["form"] = "visit";
        line["registration"] = nullptr;
        line["findings"] = Json::array();
        const bool asks = status == "review";
        line["fields"] = {
            {"visit_date", {{"value", day}, {"state", "read"}, {"confidence", 0.9}}},
            {"care_needs",
             {{"value", "-"}, {"state", asks ? "doubtful" : "read"}, {"confidence", 0.9}}}};
        store(day + who.name(), line);
        home.links().link(records_of(home).back()["record"], who.id);
    }
    Json month(const std::string& month) { return asked("/api/month", {{"month", month}}); }

    std::vector<Person> people;
};

}  // namespace

TEST_F(MonthTest, CountsWhoWasVisitedByTheEndOfEachDay) {
    visited(people[0], "2026-03-09", "accepted");
    visited(people[0], "2026-03-04", "accepted");
    visited(people[1], "2026-03-20", "review");
    visited(people[2], "2026-03-09", "accepted");
    sign_in("wang");
    const Json march = month("2026-03");
    EXPECT_EQ(march["registered"], 3);
    EXPECT_EQ(march["visited"], 2);
    EXPECT_EQ(march["in_review"], 1);
    EXPECT_EQ(march["days"], Json::parse(R"([["2026-03-04", 1], ["2026-03-09", 2]])"));
    EXPECT_THAT(march.dump(), Not(HasSubstr("林阿满")));
    EXPECT_EQ(month("2025-12")["registered"], 0);
    for (const std::string odd : {"2026-13", "2026-3", "March", "2026-03-01", ""})
        EXPECT_EQ(post("/api/month", {{"month", odd}}).status, 400) << odd;
}

TEST_F(MonthTest, NamesWhoWasNotAndNotesWhoAsked) {
    visited(people[0], "2026-03-09", "accepted");
    sign_in("lin");
    const auto entries = home.check_audit().entries;
    const Json missing = asked("/api/unvisited", {{"month", "2026-03"}});
    EXPECT_EQ(missing["all"], 2);
    EXPECT_EQ(missing["people"][0]["name"], "吴巧儿");
    EXPECT_EQ(missing["people"][0]["visitor"], "陈探访");
    EXPECT_EQ(home.check_audit().entries, entries + 1);
}

TEST_F(MonthTest, AnAccountOfADivisionSeesItsPeopleOnly) {
    visited(people[0], "2026-03-09", "accepted");
    sign_in("bei");
    EXPECT_EQ(month("2026-03")["registered"], 1);
    EXPECT_EQ(month("2026-03")["days"], Json::array());
    const Json missing = asked("/api/unvisited", {{"month", "2026-03"}});
    EXPECT_EQ(missing["all"], 1);
    EXPECT_EQ(missing["people"][0]["name"], "曾月娥");
}

TEST_F(MonthTest, TheAdminChoosesHowFieldsAreReviewedAndItOutlivesARestart) {
    const auto choose = [&](const std::string& field, const std::string& policy) {
        return post("/api/policy", {{"form", "enrollment"}, {"field", field}, {"policy", policy}})
            .status;
    };
    const auto policy_now = [&](const std::string& field) {
        const Json settings = Json::parse(get("/api/settings").body);
        for (const auto& form : settings["forms"])
            for (const auto& one : form["fields"])
                if (form["form"] == "enrollment" && one["field"] == field)
                    return one["policy"].get<std::string>();
        return std::string("?");
    };
    sign_in("lin");
    EXPECT_EQ(choose("subject_name", "blind_key"), 403);
    EXPECT_EQ(get("/api/settings").status, 403);
    const auto blind = [&] {
        return sheet(records_of(home)[0]["record"])["fields"][1].contains("blind");
    };
    EXPECT_EQ(sheet(records_of(home)[0]["record"])["fields"][1]["id"], "subject_name");
    EXPECT_FALSE(blind());
    sign_in("gao");
    EXPECT_EQ(choose("subject_name", "blind_key"), 200);
    EXPECT_TRUE(blind());
    EXPECT_EQ(choose("subject_name", "auto_if_margin"), 400);
    EXPECT_EQ(choose("nothing", "auto"), 400);
    EXPECT_EQ(choose("ability_level", "blind_key"), 400) << "nobody keys boxes";
    EXPECT_EQ(choose("ability_level", "confirm"), 200);
    EXPECT_EQ(choose("staff_signature", "auto"), 400);
    station.emplace(home, settings());
    sign_in("gao");
    EXPECT_EQ(policy_now("subject_name"), "blind_key");
    EXPECT_EQ(home.check_audit().first_broken, std::nullopt);
    EXPECT_EQ(choose("subject_name", ""), 200);
    EXPECT_EQ(policy_now("subject_name"), "auto");
    EXPECT_FALSE(blind());
}

}  // namespace tanfang
