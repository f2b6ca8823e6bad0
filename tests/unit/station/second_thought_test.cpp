// Answers that contradict the ink are asked once more.
#include "pipeline/station/second_thought.h"

#include "station_fixture.h"

namespace tanfang {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// A record with one decision about a field.
struct Answered {
    Json record;
    explicit Answered(const std::string& field, const Json& read, double confidence)
        : record({{"fields", Json::object()}, {"open", Json::array()}, {"link", nullptr}}) {
        record["decisions"] = Json::array();
        record["pages"] = Json::array(
            {{{"registration", Json::object()},
              {"readings", Json::object()},
              {"fields",
               {{field, {{"value", read}, {"state", "doubtful"}, {"confidence", confidence}}}}}}});
    }
    Answered& box(const std::string& spot, double score, const Json& how = nullptr) {
        record["pages"][0]["readings"][spot] = {{"score", score}, {"how", how}};
        return *this;
    }
    Answered& answer(const std::string& field, const Json& value) {
        record["decisions"].push_back({{"number", record["decisions"].size() + 1},
                                       {"field", field},
                                       {"kind", "value"},
                                       {"value", value},
                                       {"by", "lin"}});
        return *this;
    }
    std::vector<std::string> asked(const ReviewPolicies& policies = {}) const {
        return to_ask_again(record, enrollment(), policies);
    }
};

/// One box that looks ticked, one that does not.
Answered ability(double mild, double moderate) {
    return Answered("ability_level", nullptr, 0)
        .box("ability_level.mild", mild)
        .box("ability_level.moderate", moderate);
}

}  // namespace

TEST(SecondThought, IsAskedWhereAnotherBoxLooksClearlyMoreTicked) {
    EXPECT_THAT(ability(0.9, 0.2).answer("ability_level", "moderate").asked(),
                ElementsAre("ability_level"));
    EXPECT_THAT(ability(0.9, 0.2).answer("ability_level", "mild").asked(), IsEmpty());
    EXPECT_THAT(ability(0.5, 0.4).answer("ability_level", "moderate").asked(), IsEmpty())
        << "it may be either";
    EXPECT_THAT(ability(0.5, 0).answer("ability_level", nullptr).asked(),
                ElementsAre("ability_level"));
    EXPECT_THAT(ability(0.1, 0).answer("ability_level", nullptr).asked(), IsEmpty());
    EXPECT_THAT(Answered("ability_level", nullptr, 0)
                    .box("ability_level.mild", 0.9, "struck")
                    .box("ability_level.moderate", 0.4)
                    .answer("ability_level", "moderate")
                    .asked(),
                IsEmpty())
        << "what was struck out counts as nothing";
}

TEST(SecondThought, StandsWhenItIsSaidTwice) {
    auto answered = ability(0.9, 0.2).answer("ability_level", "moderate");
    EXPECT_THAT(answered.answer("ability_level", "moderate").asked(), IsEmpty());
    EXPECT_THAT(answered.answer("ability_level", nullptr).asked(), ElementsAre("ability_level"))
        << "something else that contradicts";
}

TEST(SecondThought, IsAskedOfWritingThatWasReadOtherwiseWithAHighPosterior) {
    const auto name = [](double confidence) {
        return Answered("subject_name", "林阿满", confidence).answer("subject_name", "林可满");
    };
    EXPECT_THAT(name(0.95).asked(), ElementsAre("subject_name"));
    EXPECT_THAT(name(0.6).asked(), IsEmpty()) << "the clerk mostly corrects";
    EXPECT_THAT(name(0.95).asked(policy_of("subject_name", "blind_key")), IsEmpty())
        << "keyed blind: compared at once";
    Answered copy = name(0.95);
    copy.record["pages"].push_back(copy.record["pages"][0]);
    copy.record["pages"][1]["fields"]["subject_name"]["value"] = "林可满";
    EXPECT_THAT(copy.asked(), IsEmpty()) << "another copy bears it out";
}

TEST_F(StationTest, AnAnswerAgainstTheInkIsAskedOnceMoreAtTheStation) {
    sign_in("lin");
    Json line = line_of(0, "0000000004", "review");
    line["registration"] = {{"method", "-"}, {"residual_mm", 0}, {"dpi", 300}, {"rotation", 0}};
    line["findings"] = Json::array();
    line["fields"] = {
        {"subject_name", {{"value", "林阿满"}, {"state", "doubtful"}, {"confidence", 0.95}}}};
    line["readings"] = {{"subject_name",
                         {{"quad", {10, 10, 20, 10, 20, 20, 10, 20}},
                          {"sure", false},
                          {"text", "林阿满"},
                          {"confidence", 0.95},
                          {"candidates", Json::array()}}}};
    store("d.png", line);
    std::string id;
    for (const auto& record : records_of(home))
        if (record["serial"] == "0000000004")
            id = record["record"];
    const auto say = [&](const Json& what) {
        Json body = {
            {"record", id}, {"revision", sheet(id)["revision"]}, {"field", "subject_name"}};
        body.update(what);
        Json named;
        const Json view = asked("/api/decide", body);
        for (const auto& field : view["fields"])
            if (field["id"] == "subject_name")
                named = field;
        return named;
    };
    const auto open_fields = [&] {
        return Json::parse(get("/api/piles").body)["open_fields"].get<int>();
    };
    const int before = open_fields();
    Json name = say({{"kind", "value"}, {"value", "林可满"}});
    EXPECT_EQ(name["open"], true);
    EXPECT_EQ(name["again"], true);
    EXPECT_EQ(open_fields(), before);
    name = say({{"kind", "as_read"}});
    EXPECT_EQ(name["open"], false);
    EXPECT_EQ(name["value"], "林可满");
    EXPECT_EQ(open_fields(), before - 1);
}

}  // namespace tanfang
