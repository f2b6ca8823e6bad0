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
    EXPECT_EQ(asked("/api/second")["items"][0]["field"]["value"], "2026-03-06");
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

TEST(SecondLookFields, AreThoseThatTheTableWantsKeyedTwice) {
    const Json table = load_json(
        std::filesystem::path(TANFANG_SOURCE_DIR) / "templates/fields.json", Fault::bad_template);
    EXPECT_TRUE(second_look_fields(table, "visit").contains("visit_date"));
    const auto enrollment = second_look_fields(table, "enrollment");
    EXPECT_TRUE(enrollment.contains("subject_id_no"));
    EXPECT_FALSE(enrollment.contains("subject_name"));
    EXPECT_TRUE(second_look_fields(table, "no_form").empty());
}

}  // namespace tanfang
