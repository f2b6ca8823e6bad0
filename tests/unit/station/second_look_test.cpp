// Values keyed by hand are looked at by another person.
#include "station_fixture.h"

namespace tanfang {

namespace {

class SecondLookTest : public StationTest {
  protected:
    SecondLookTest() { home.accounts().add({"zhou", Role::reviewer}, "correct horse", "root"); }

    Json record() { return records_of(home).at(0); }
    int decide(const char* kind, const Json& value = nullptr) {
        const Json now = record();
        return post("/api/decide", {{"record", now["record"]},
                                    {"revision", now["revision"]},
                                    {"field", "filing_date"},
                                    {"kind", kind},
                                    {"value", value}})
            .status;
    }
    Json blind(const Json& value) {
        return asked("/api/blind", {{"record", record()["record"]},
                                    {"revision", record()["revision"]},
                                    {"field", "filing_date"},
                                    {"value", value}});
    }
    std::size_t waiting() {
        const std::size_t items = asked("/api/second")["items"].size();
        EXPECT_EQ(Json::parse(get("/api/piles").body)["second_looks"], items);
        asked("/api/leave");
        return items;
    }
};

}  // namespace

TEST_F(SecondLookTest, IsForAnotherPersonUntilTwoAgree) {
    sign_in("chen");
    ASSERT_EQ(decide("value", "2026-03-06"), 200);
    EXPECT_EQ(waiting(), 0u) << "not for who keyed it";
    sign_in("zhou");
    EXPECT_EQ(waiting(), 1u);
    const Json field = asked("/api/second")["items"][0]["field"];
    EXPECT_TRUE(field["value"].is_null()) << "who looks twice keys blind, too";
    EXPECT_EQ(blind("2026-03-07")["value"], "2026-03-06");
    ASSERT_EQ(decide("value", "2026-03-07"), 200);
    EXPECT_EQ(waiting(), 0u);
    sign_in("chen");
    EXPECT_EQ(waiting(), 1u) << "they do not agree";
    ASSERT_EQ(decide("as_read"), 200) << "what the other one keyed";
    EXPECT_EQ(waiting(), 0u);
    sign_in("zhou");
    EXPECT_EQ(waiting(), 0u);
    EXPECT_EQ(record()["fields"]["filing_date"]["value"], "2026-03-07");
}

TEST_F(SecondLookTest, KeyingBlindConfirmsWhatAgreesAndShowsWhatDiffers) {
    Json line = line_of(0, "0000000002", "review");
    line["registration"] = nullptr;
    line["fields"]["filing_date"]["state"] = "doubtful";
    line["readings"] = {{"filing_date.day",
                         {{"quad", {10, 10, 20, 10, 20, 20, 10, 20}},
                          {"sure", false},
                          {"text", "5"},
                          {"confidence", 0.5},
                          {"candidates", Json::array()}}}};
    store("b.png", line);
    sign_in("lin");
    const Json items =
        asked("/api/column", {{"form", "enrollment"}, {"field", "filing_date"}})["items"];
    ASSERT_EQ(items.size(), 1u);
    EXPECT_EQ(items[0]["field"]["blind"], true);
    EXPECT_TRUE(items[0]["field"]["value"].is_null());
    const Json view = sheet(items[0]["record"]);
    for (const auto& field : view["fields"])
        EXPECT_EQ(field.contains("blind"), field["id"] == "filing_date") << field;
    Json body = {{"record", items[0]["record"]},
                 {"revision", items[0]["revision"]},
                 {"field", "filing_date"},
                 {"value", "2026-03-25"}};
    const Json differs = asked("/api/blind", body);
    EXPECT_EQ(differs, Json({{"differs", true}, {"value", "2026-03-05"}}));
    EXPECT_EQ(home.record(items[0]["record"]).value()["decisions"].size(), 0u);
    body["value"] = "2026-02-30";
    EXPECT_EQ(post("/api/blind", body).status, 400);
    body["value"] = "2026-03-05";
    asked("/api/blind", body);
    const Json record = home.record(items[0]["record"]).value();
    EXPECT_EQ(record["fields"]["filing_date"]["kind"], "as_read");
    EXPECT_EQ(post("/api/blind", body).status, 409) << "changed meanwhile";
    body["field"] = "care_needs";
    EXPECT_EQ(post("/api/blind", body).status, 400);
}

TEST_F(SecondLookTest, ComesBackWhenTheSecondDecisionIsTakenBack) {
    sign_in("chen");
    ASSERT_EQ(decide("unreadable"), 200);
    asked("/api/leave");
    sign_in("zhou");
    ASSERT_EQ(decide("as_read"), 200);
    EXPECT_EQ(waiting(), 0u);
    asked("/api/undo", {{"record", record()["record"]}, {"revision", record()["revision"]}});
    EXPECT_EQ(waiting(), 1u);
}

TEST_F(SecondLookTest, IsNotAskedForWhatWasOnlyConfirmedNorOfAnOperator) {
    sign_in("lin");
    ASSERT_EQ(decide("as_read"), 200);
    EXPECT_EQ(post("/api/second", Json::object()).status, 403);
    asked("/api/leave");
    sign_in("chen");
    EXPECT_EQ(waiting(), 0u);
    ASSERT_EQ(decide("as_read"), 200);
    EXPECT_EQ(waiting(), 0u);
}

}  // namespace tanfang
