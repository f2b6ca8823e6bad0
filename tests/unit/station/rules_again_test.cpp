// A clerk sees at once what the rules of the product say about what he has decided.
#include "station_fixture.h"

namespace tanfang {

namespace {

class RulesAtTheStation : public StationTest {
  protected:
    Json decide(const std::string& field, const Json& value) {
        return asked("/api/decide", {{"record", id},
                                     {"revision", sheet(id)["revision"]},
                                     {"field", field},
                                     {"kind", "value"},
                                     {"value", value}});
    }
    Json shown(const Json& view, const char* field) {
        for (const auto& one : view["fields"])
            if (one["id"] == field)
                return one;
        return {};
    }

    std::string id;
};

}  // namespace

TEST_F(RulesAtTheStation, TheTextOfABrokenRuleStandsBesideTheFieldUntilItIsPutRight) {
    sign_in("lin");
    id = next();
    const Json before = sheet(id);
    Json view = decide("subject_id_no", "350599194507080018");
    Json number = shown(view, "subject_id_no");
    ASSERT_EQ(number["findings"].size(), 1u) << number;
    EXPECT_EQ(number["findings"][0]["rule"], "R11");
    EXPECT_EQ(number["open"], true);
    EXPECT_EQ(asked("/api/column", {{"form", "enrollment"}, {"field", "subject_id_no"}})["items"],
              Json::array())
        << "weighed with the whole sheet in view";
    view = decide("subject_id_no", "35059919450708001X");
    number = shown(view, "subject_id_no");
    EXPECT_TRUE(number["findings"].empty());
    EXPECT_EQ(number["open"], false);
    view = asked("/api/undo", {{"record", id}, {"revision", view["revision"]}});
    EXPECT_EQ(shown(view, "subject_id_no")["findings"].size(), 1u) << "it is back";
    view = asked("/api/undo", {{"record", id}, {"revision", view["revision"]}});
    EXPECT_EQ(shown(view, "subject_id_no"), shown(before, "subject_id_no"));
}

}  // namespace tanfang
