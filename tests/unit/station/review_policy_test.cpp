// What the table of review policies wants looked at although nothing is doubtful.
#include "pipeline/station/review_policy.h"

#include "station_fixture.h"

namespace tanfang {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Json table_of_fields() {
    return load_json(std::filesystem::path(TANFANG_SOURCE_DIR) / "templates/fields.json",
                     Fault::bad_template);
}

Json claim(const Json& value) {
    return {{"value", value}, {"state", "read"}, {"confidence", 1}};
}

/// A record on whose only page all of these fields are written.
Json record_with(const Json& fields) {
    Json record = {{"record", "r"}, {"fields", fields}, {"open", Json::array()}, {"link", nullptr}};
    Json readings = Json::object();
    for (const auto& [id, field] : fields.items()) readings[id] = Json::object();
    record["pages"] = Json::array({{{"registration", Json::object()}, {"readings", readings}}});
    return record;
}

std::vector<std::string> asked_of(const Json& record, const char* form = "enrollment") {
    return to_confirm(record, model_of(form),
                      review_policies(table_of_fields(), form, Json::object()));
}

class ConfirmingTest : public StationTest {
  protected:
    ConfirmingTest() {
        Json line = line_of(0, "0000000003", "accepted");
        line["registration"] = {{"method", "-"}, {"residual_mm", 0}, {"dpi", 300}, {"rotation", 0}};
        line["findings"] = Json::array();
        line["fields"] = {{"subject_name", claim("林阿满")}};
        line["readings"] = {{"subject_name",
                             {{"quad", {10, 10, 20, 10, 20, 20, 10, 20}},
                              {"sure", true},
                              {"text", "林阿满"},
                              {"confidence", 1},
                              {"candidates", Json::array()}}}};
        store("clear.png", line);
        StationSettings with_policies = settings();
        with_policies.policies["enrollment"] = policy_of("subject_name", "confirm");
        station.emplace(home, with_policies);
        sign_in("lin");
    }
    std::string clear_record() {
        for (const auto& record : records_of(home))
            if (record["serial"] == "0000000003")
                return record["record"];
        return "";
    }
    Json name_in(const Json& view) {
        for (const auto& field : view["fields"])
            if (field["id"] == "subject_name")
                return field;
        return {};
    }
};

}  // namespace

TEST(ReviewPolicies, AreThoseOfTheTableAndOfTheCounty) {
    const Json table = table_of_fields(), none = Json::object();
    EXPECT_TRUE(review_policies(table, "visit", none).is_blind("visit_date"));
    const auto enrollment = review_policies(table, "enrollment", none);
    EXPECT_TRUE(enrollment.is_blind("subject_id_no"));
    EXPECT_TRUE(enrollment.is_blind("family_2_id_no")) << "rows of a table, too";
    EXPECT_FALSE(enrollment.is_blind("subject_name"));
    EXPECT_EQ(review_policies(table, "no_form", none).of("subject_name"), "auto");
    const auto changed =
        review_policies(table, "visit", {{"visit_date", "auto"}, {"disease_name", "blind_key"}});
    EXPECT_TRUE(changed.is_blind("disease_name")) << "as the county wants it";
    EXPECT_FALSE(changed.is_blind("visit_date"));
    EXPECT_THROW(review_policies(table, "visit", {{"no_field", "auto"}}), Error);
    EXPECT_THROW(review_policies(table, "visit", {{"visit_date", "perhaps"}}), Error);
}

TEST(ReviewPolicies, AClaimedNameIsConfirmedOnce) {
    Json record = record_with({{"subject_name", claim("林阿满")}, {"water_safe", claim("yes")}});
    EXPECT_THAT(asked_of(record), ElementsAre("subject_name"));
    Json other = record;
    other["open"] = {"subject_name"};
    EXPECT_THAT(asked_of(other), IsEmpty()) << "it asks anyway";
    other = record;
    other["fields"]["subject_name"]["state"] = "decided";
    EXPECT_THAT(asked_of(other), IsEmpty());
    other = record;
    other["fields"]["subject_name"] = {{"value", nullptr}, {"state", "blank"}, {"confidence", 1}};
    EXPECT_THAT(asked_of(other), IsEmpty());
    other = record;
    other["pages"][0]["registration"] = nullptr;
    EXPECT_THAT(asked_of(other), IsEmpty()) << "typed on a screen";
}

TEST(ReviewPolicies, APlaceThatTheTableLacksIsConfirmed) {
    const Json known = claim({{"name", "后厝村"}, {"code", "350599101201"}}),
               unknown = claim({{"name", "后厝"}, {"code", nullptr}});
    EXPECT_THAT(asked_of(record_with({{"hukou_village", known}, {"residence_village", unknown}})),
                ElementsAre("residence_village"));
}

TEST(ReviewPolicies, ASexThatNoNumberVouchesForIsConfirmed) {
    const Json nothing = {{"value", nullptr}, {"state", "blank"}, {"confidence", 1}};
    Json record = record_with({{"subject_sex", claim("male")},
                               {"subject_id_no", claim("35059919450708001X")},
                               {"family_1_sex", claim("female")},
                               {"family_1_id_no", nothing}});
    EXPECT_THAT(asked_of(record), ElementsAre("family_1_sex"));
    record["open"] = {"family_1_id_no"};
    EXPECT_THAT(asked_of(record), IsEmpty()) << "the number comes first";
}

TEST(ReviewPolicies, ADisabilityCardThatDoesNotBeginWithTheNumberIsConfirmed) {
    Json record = record_with({{"disability_card_no", claim("35059919450708001X12")},
                               {"subject_id_no", claim("35059919450708001X")}});
    EXPECT_THAT(asked_of(record), IsEmpty());
    record["fields"]["subject_id_no"] = claim("350599194507080019");
    EXPECT_THAT(asked_of(record), ElementsAre("disability_card_no"));
}

TEST(ReviewPolicies, ACountThatDoesNotFollowTheLastVisitIsConfirmed) {
    Json record = record_with({{"visit_ordinal", claim(7)}});
    EXPECT_THAT(asked_of(record, "visit"), IsEmpty()) << "nobody knows the visit before";
    record["link"] = {
        {"person", "p"},
        {"findings",
         {{{"rule", "R35"}, {"severity", "W"}, {"fields", {"visit_ordinal"}}, {"text", "-"}}}}};
    EXPECT_THAT(asked_of(record, "visit"), ElementsAre("visit_ordinal"));
}

TEST_F(ConfirmingTest, AClerkSeesItOncePrefilledThoughTheRecordIsAccepted) {
    const Json piles = Json::parse(get("/api/piles").body);
    EXPECT_EQ(piles["open_fields"], 3) << "and the two of the other sheet";
    const std::string id = clear_record();
    const Json name = name_in(sheet(id));
    EXPECT_EQ(name["open"], true);
    EXPECT_EQ(name["confirm"], true);
    EXPECT_EQ(name["value"], "林阿满");
    const Json items =
        asked("/api/column", {{"form", "enrollment"}, {"field", "subject_name"}})["items"];
    ASSERT_EQ(items.size(), 2u);
    const Json view = asked("/api/decide", {{"record", id},
                                            {"revision", sheet(id)["revision"]},
                                            {"field", "subject_name"},
                                            {"kind", "as_read"}});
    EXPECT_EQ(name_in(view)["open"], false);
    EXPECT_EQ(view["status"], "accepted");
    EXPECT_EQ(Json::parse(get("/api/piles").body)["open_fields"], 2);
}

}  // namespace tanfang
