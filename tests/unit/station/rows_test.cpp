// Many questions of a kind in a row: boxes, one field of many sheets, copies that contradict.
#include "station_fixture.h"

namespace tanfang {

namespace {

using testing::HasSubstr;
using testing::Not;

const Json quad = {10, 10, 20, 10, 20, 20, 10, 20};

Json box(const char* mark, double score) {
    return {{"quad", quad},
            {"sure", std::string(mark) != "doubtful"},
            {"mark", mark},
            {"how", nullptr},
            {"score", score}};
}

/// A sheet whose ability level has one box that may be ticked.
Json line_with_box(const std::string& serial, double score) {
    Json line = line_of(0, serial, "review");
    line["registration"] = nullptr;
    line["findings"] = Json::array();
    line["fields"]["ability_level"] = {{"value", "mild"}, {"state", "doubtful"}, {"confidence", 0}};
    line["readings"] = Json::object();
    const FieldModel model = enrollment();
    for (const auto& option : model.find("ability_level")->options)
        line["readings"]["ability_level." + option.id] = box("empty", 0);
    line["readings"]["ability_level.mild"] = box("doubtful", score);
    return line;
}

/// A further copy of a sheet on which the program read another name.
Json copy_with_name(int copy, const std::string& name) {
    Json line = line_of(0, "8J4K2M7Q9T", "review");
    line["registration"] = nullptr;
    line["copy"] = copy;
    line["findings"] = Json::array();
    line["fields"]["subject_name"] = {{"value", name}, {"state", "read"}, {"confidence", 0.99}};
    line["readings"] = {{"subject_name",
                         {{"quad", quad},
                          {"sure", true},
                          {"text", name},
                          {"confidence", 0.99},
                          {"candidates", Json::array()}}}};
    return line;
}

class RowsTest : public StationTest {
  protected:
    Json answer_of(const Json& item, const Json& value) {
        return {{"record", item["record"]},
                {"revision", item["revision"]},
                {"field", item["field"].is_string() ? item["field"] : item["field"]["id"]},
                {"kind", "value"},
                {"value", value}};
    }
    Json field_of(const Json& record, const char* field) {
        return home.record(record).value()["fields"][field];
    }
};

}  // namespace

TEST_F(RowsTest, ShowsTheBoxesThatLookMostTickedFirstAndTakesThemAllAtOnce) {
    store("b.png", line_with_box("0000000001", 0.3));
    store("c.png", line_with_box("0000000002", 0.7));
    sign_in("lin");
    EXPECT_EQ(Json::parse(get("/api/piles").body)["marks"], 2)
        << "the first sheet lacks readings of the other boxes";
    const Json items = asked("/api/marks")["items"];
    ASSERT_EQ(items.size(), 2u);
    EXPECT_EQ(items[0]["score"], 0.7);
    EXPECT_EQ(items[0]["ticked"], true);
    EXPECT_EQ(items[1]["ticked"], false);
    EXPECT_EQ(items[0]["if_ticked"], Json({"mild"}));
    EXPECT_EQ(items[0]["if_empty"], Json::array());
    const Json results =
        asked("/api/decide_all", {{"decisions",
                                   {answer_of(items[0], items[0]["if_ticked"]),
                                    answer_of(items[1], items[1]["if_empty"])}}})["results"];
    EXPECT_EQ(results[0]["field"], "ability_level");
    EXPECT_EQ(field_of(items[0]["record"], "ability_level")["value"], "mild");
    EXPECT_TRUE(field_of(items[1]["record"], "ability_level")["value"].is_null());
    EXPECT_TRUE(asked("/api/marks")["items"].empty());
    asked("/api/undo", {{"record", items[0]["record"]}, {"revision", results[0]["revision"]}});
    EXPECT_EQ(asked("/api/marks")["items"].size(), 1u);
}

TEST_F(RowsTest, ShowsNoBoxWhoseFieldIsStruckOrAskedTwice) {
    Json line = line_with_box("0000000001", 0.6);
    line["readings"]["ability_level.severe"]["how"] = "blacked";
    store("b.png", line);
    line = line_with_box("0000000002", 0.6);
    line["readings"]["ability_level.severe"] = box("doubtful", 0.4);
    store("c.png", line);
    line = line_with_box("0000000003", 0.6);
    line["findings"] = {
        {{"rule", "R1"}, {"severity", "E"}, {"fields", {"ability_level"}}, {"text", "-"}}};
    store("d.png", line);
    sign_in("lin");
    EXPECT_TRUE(asked("/api/marks")["items"].empty());
    EXPECT_EQ(Json::parse(get("/api/piles").body)["sheets"], 4) << "whole sheets show them";
}

TEST_F(RowsTest, RefusesOneOfSeveralDecisionsAndTakesTheOthers) {
    store("b.png", line_with_box("0000000001", 0.6));
    sign_in("chen");
    const Json item = asked("/api/marks")["items"][0];
    Json stale = answer_of(item, {"mild"}), nonsense = answer_of(item, {"nonsense"});
    stale["revision"] = 77;
    Json name = answer_of(item, "林阿满");
    name["field"] = "subject_name";
    const Json results =
        asked("/api/decide_all",
              {{"decisions", {stale, nonsense, 5, answer_of(item, {"mild"}), name}}})["results"];
    for (const int i : {0, 1, 2}) EXPECT_TRUE(results[i].contains("error")) << results[i];
    for (const int i : {3, 4})
        EXPECT_FALSE(results[i].contains("error"))
            << "the second was seen in the same state" << results[i];
    EXPECT_EQ(home.record(item["record"]).value()["decisions"].size(), 2u);
    EXPECT_EQ(post("/api/decide_all", {{"decisions", "x"}}).status, 400);
    EXPECT_EQ(post("/api/decide_all", {{"decisions", Json(std::vector<int>(101))}}).status, 400);
}

TEST_F(RowsTest, GivesBoxesToOnePersonAtATimeAndToNobodyWhoMayNotDecide) {
    store("b.png", line_with_box("0000000001", 0.6));
    sign_in("lin");
    const Json item = asked("/api/marks")["items"][0];
    sign_in("chen");
    EXPECT_TRUE(asked("/api/marks")["items"].empty());
    const Json results = asked(
        "/api/decide_all", {{"decisions", Json::array({answer_of(item, {"mild"})})}})["results"];
    EXPECT_EQ(results[0]["error"], "这张表正由别人处理");
    sign_in("lin");
    asked("/api/leave");
    sign_in("chen");
    EXPECT_EQ(asked("/api/marks")["items"].size(), 1u);
    sign_in("wang");
    for (const char* path : {"/api/marks", "/api/column", "/api/differences", "/api/decide_all"})
        EXPECT_EQ(post(path, Json::object()).status, 403) << path;
}

TEST_F(RowsTest, ShowsOneFieldOfManySheetsWithCandidates) {
    sign_in("lin");
    const Json texts = Json::parse(get("/api/piles").body)["texts"];
    ASSERT_EQ(texts.size(), 1u);
    EXPECT_EQ(texts[0]["field"], "subject_name");
    EXPECT_EQ(texts[0]["count"], 1);
    const Json items =
        asked("/api/column", {{"form", "enrollment"}, {"field", "subject_name"}})["items"];
    ASSERT_EQ(items.size(), 1u);
    EXPECT_EQ(items[0]["field"]["candidates"], Json({"林阿满", "林可满"}));
    EXPECT_EQ(items[0]["field"]["value"], "<img src=x onerror=alert(1)>") << "text, as it is";
    EXPECT_EQ(items[0]["field"]["spots"], Json({"subject_name"}));
    EXPECT_THAT(items.dump(), Not(HasSubstr("350599194507080019")));
    EXPECT_TRUE(
        asked("/api/column", {{"form", "visit"}, {"field", "subject_name"}})["items"].empty());
    EXPECT_EQ(post("/api/column", {{"form", "enrollment"}}).status, 400);
    const auto words = [&](const char* field, const char* typed) {
        return asked("/api/words",
                     {{"form", "enrollment"}, {"field", field}, {"text", typed}})["words"];
    };
    EXPECT_EQ(words("residence_village", "hc"), Json({"后厝村"}));
    EXPECT_EQ(words("residence_village", "bs"), Json::array()) << "a township";
    EXPECT_EQ(words("subject_sex", "n")[0], "男");
    EXPECT_EQ(words("subject_phone", "n"), Json::array());
    EXPECT_EQ(post("/api/words", {{"form", "x"}, {"field", "y"}, {"text", "n"}}).status, 400);
    EXPECT_EQ(post("/api/decide", answer_of(items[0], "林阿满")).status, 200);
    EXPECT_TRUE(
        asked("/api/column", {{"form", "enrollment"}, {"field", "subject_name"}})["items"].empty());
}

TEST_F(RowsTest, ShowsWhatEachCopyClaimsAndTakesOneOfThem) {
    Json first = copy_with_name(1, "林阿满"), second = copy_with_name(2, "林可满");
    first["serial"] = second["serial"] = "0000000001";
    first["fields"]["subject_id_no"]["value"] = "350599194507080027";
    store("b.png", first);
    store("c.png", second);
    sign_in("lin");
    EXPECT_EQ(Json::parse(get("/api/piles").body)["differing"], 2);
    const Json items = asked("/api/differences")["items"];
    ASSERT_EQ(items.size(), 2u);
    const Json& name = items[0];
    ASSERT_EQ(name["copies"].size(), 2u);
    EXPECT_EQ(name["copies"][0]["value"], "林阿满");
    EXPECT_EQ(name["copies"][1]["value"], "林可满");
    EXPECT_EQ(name["copies"][1]["copy"], 2);
    EXPECT_EQ(items[1]["copies"][0]["value"], "350***********0027") << "masked";
    Json choice = answer_of(items[1], nullptr);
    choice["from_page"] = 7;
    EXPECT_EQ(post("/api/decide", choice).status, 400);
    choice["from_page"] = 0;
    EXPECT_EQ(post("/api/decide", choice).status, 200);
    EXPECT_EQ(field_of(name["record"], "subject_id_no")["value"], "350599194507080027")
        << "in full, though the screen has never seen it";
    EXPECT_EQ(asked("/api/differences")["items"].size(), 1u);
}

TEST(ControlSample, TakesOneOfFiftyClaimedFieldsAndCountsWhichWereWrong) {
    const FieldModel model = enrollment();
    Json record = {{"open", Json::array()}, {"pages", {copy_with_name(1, "林阿满")}}};
    record["fields"] = record["pages"][0]["fields"];
    std::vector<std::string> chosen;
    for (int sheet = 0; sheet < 1000; ++sheet) {
        record["record"] = "sheet-" + std::to_string(sheet);
        const Control control = control_of(record, model);
        if (!control.waiting.empty())
            chosen.push_back(record["record"]);
        EXPECT_EQ(control.waiting, control_of(record, model).waiting);
    }
    EXPECT_GE(chosen.size(), 10u);
    EXPECT_LE(chosen.size(), 35u);
    record["record"] = chosen[0];
    EXPECT_EQ(control_of(record, model).waiting, std::vector<std::string>{"subject_name"});
    record["fields"]["subject_name"] = {{"value", "林阿满"}, {"state", "decided"}};
    EXPECT_EQ(control_of(record, model).right, 1);
    record["fields"]["subject_name"]["value"] = "林可满";
    EXPECT_EQ(control_of(record, model).wrong, 1);
    record["pages"].push_back(copy_with_name(2, "林可满"));
    EXPECT_EQ(control_of(record, model).wrong, 0) << "copies contradict each other";
    record["pages"].erase(1);
    record["pages"][0]["fields"]["subject_name"]["state"] = "doubtful";
    EXPECT_EQ(control_of(record, model).wrong, 0) << "it was no claim";
}

TEST(ControlSample, TakesBoxesAndBlanksAsWell) {
    const FieldModel model = enrollment();
    Json line = line_with_box("0000000001", 0.9);
    line["fields"] = {
        {"ability_level", {{"value", "mild"}, {"state", "read"}, {"confidence", 1}}},
        {"subject_phone", {{"value", nullptr}, {"state", "blank"}, {"confidence", 1}}}};
    line["readings"]["subject_phone"] = {{"quad", quad}, {"sure", true}, {"text", ""}};
    Json record = {{"open", Json::array()}, {"pages", {line}}, {"fields", line["fields"]}};
    std::map<std::string, std::string> chosen;  // field -> a sheet on which it is looked at
    for (int sheet = 0; sheet < 1000; ++sheet) {
        record["record"] = "sheet-" + std::to_string(sheet);
        for (const auto& field : control_of(record, model).waiting)
            chosen[field] = record["record"];
    }
    ASSERT_EQ(chosen.size(), 2u);
    record["record"] = chosen["subject_phone"];
    record["fields"]["subject_phone"] = {{"value", "13800000000"}, {"state", "decided"}};
    EXPECT_EQ(control_of(record, model).wrong, 1) << "something stood there";
    record["record"] = chosen["ability_level"];
    record["fields"]["ability_level"]["state"] = "decided";
    EXPECT_EQ(control_of(record, model).right, 1);
}

TEST_F(RowsTest, ShowsTheControlSampleToWhoeverMayDecide) {
    sign_in("lin");
    EXPECT_TRUE(asked("/api/control")["items"].is_array());
    sign_in("wang");
    EXPECT_EQ(post("/api/control", Json::object()).status, 403);
}

}  // namespace tanfang
