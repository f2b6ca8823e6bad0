/// Pages that could not be read, and are where a person shows them.
#include "pipeline/home/home_check.h"

#include "station_fixture.h"

namespace tanfang {
namespace {

class AlignTest : public StationTest {
  protected:
    AlignTest() {
        Json lost = line_of(0, "", "rejected");
        lost["registration"] = nullptr;
        lost["reason"] = "poor_registration: lost.png: 定位标记不足三个";
        const auto sha256 = home.receive(write_file(folder / "lost.png", "lost"), "b").sha256;
        lost["source"]["sha256"] = sha256;
        home.store_page(sha256, parse_read_page(lost));
        home.finish_file(sha256, 1);
        StationSettings with = settings();
        with.intake.read_shown = [](const auto&, int file_page, const ShownSheet& shown) {
            return read_shown(file_page, shown);
        };
        with.intake.prints = [] {
            return std::vector<OfferedPrint>{
                {"01JPRINT", "enrollment", 1, {{0.1, 0.2}, 0.5, 0.25}, "a picture"}};
        };
        station.emplace(home, with);
        EXPECT_EQ(sign_in("lin"), 200);
        item = exceptions().at(0);
        body = {{"record", item["record"]},
                {"revision", item["revision"]},
                {"page", 0},
                {"form", "enrollment"},
                {"form_page", 1},
                {"corners", {10, 10, 200, 10, 200, 300, 10, 300}}};
    }

    static Json read_shown(int file_page, const ShownSheet& shown) {
        if (shown.form != "enrollment")
            throw Error(Fault::poor_registration, "/srv/home/originals/ab", "表格线与模板对不上");
        if (shown.print != "" && shown.print != "01JPRINT")
            throw Error(Fault::bad_usage, "visit", "没有这种表或版式");
        EXPECT_EQ(file_page, 0);
        EXPECT_EQ(shown.page, shown.print.empty() ? 0 : 1);
        EXPECT_EQ(shown.corners[2].x, 200);
        Json line = asking_line();
        line["serial"] = shown.print.empty() ? Json("7H3K2M7Q9T") : Json();
        line["registration"]["method"] =
            shown.print.empty() ? "corners+lines" : "corners+reference";
        return line;
    }

    Json exceptions() { return Json::parse(get("/api/exceptions").body)["items"]; }
    int changed(const Json& change) {
        Json other = body;
        other.update(change);
        return post("/api/align", other).status;
    }
    void expect_sound_home() {
        const auto found =
            check_home(folder / "home", tester(), std::nullopt,
                       {[](const std::string& finding) { ADD_FAILURE() << finding; }});
        EXPECT_EQ(found.findings, 0);
    }

    Json item, body;
};

TEST_F(AlignTest, ReadsALostPageWhereAPersonShowsItsCorners) {
    Json as_another = body;
    as_another["form"] = "visit";
    const HttpResponse does_not_fit = post("/api/align", as_another);
    EXPECT_EQ(does_not_fit.status, 400);
    EXPECT_EQ(Json::parse(does_not_fit.body)["error"],
              "对不上：请检查选的表和四个角（表格线与模板对不上）");
    EXPECT_EQ(changed({{"page", 1}}), 400);
    EXPECT_EQ(changed({{"revision", 99}}), 409);
    EXPECT_EQ(changed({{"corners", {1, 2, 3}}}), 400);
    EXPECT_EQ(changed({{"corners", {1, 2, 3, 4, 5, 6, 7, "x"}}}), 400);
    EXPECT_EQ(home.record(item["record"])->at("voided"), Json()) << "nothing was changed so far";
    const Json read = asked("/api/align", body);
    EXPECT_EQ(read["status"], "review");
    EXPECT_FALSE(home.record(item["record"])->at("voided").is_null());
    const Json record = *home.record(read["record"]);
    EXPECT_EQ(exceptions().size(), 0u);
    expect_sound_home();
    asked("/api/void",
          {{"record", read["record"]}, {"revision", record["revision"]}, {"reason", "对错了"}});
    asked("/api/undo",
          {{"record", item["record"]}, {"revision", home.record(item["record"])->at("revision")}});
    EXPECT_EQ(exceptions().size(), 1u) << "as before";
    body["revision"] = home.record(item["record"])->at("revision");
    EXPECT_EQ(asked("/api/align", body)["record"], read["record"]) << "once more";
}

TEST_F(AlignTest, ReadsItAsAPrintThatTheHomeHasLearned) {
    const Json prints = Json::parse(get("/api/prints").body)["prints"];
    ASSERT_EQ(prints.size(), 1u);
    EXPECT_EQ(prints[0], Json::parse(R"({"print": "01JPRINT", "form": "enrollment", "form_page": 2,
                                         "frame": [0.1, 0.2, 0.6, 0.45]})"));
    const HttpResponse picture = get("/api/print/01JPRINT/2");
    EXPECT_EQ(picture.type, "image/png");
    EXPECT_EQ(picture.body, "a picture");
    for (const std::string nowhere :
         {"/api/print/01JPRINT/1", "/api/print/01JPRINT", "/api/print/../2", "/api/print/x/2"})
        EXPECT_GE(get(nowhere).status, 400) << nowhere;
    body.update({{"form_page", 2}, {"print", "01JPRINT"}});
    EXPECT_EQ(changed({{"print", "another"}}), 400);
    EXPECT_EQ(changed({{"form", "visit"}}), 400) << "it does not fit";
    EXPECT_EQ(home.record(item["record"])->at("voided"), Json()) << "nothing was changed so far";
    EXPECT_EQ(asked("/api/align", body)["status"], "review");
    EXPECT_EQ(home.record(item["record"])->at("voided").at("value"), "已手工对齐，另成记录");
    EXPECT_EQ(exceptions().size(), 0u);
    EXPECT_EQ(sign_in("wang"), 200);
    EXPECT_EQ(get("/api/prints").status, 403) << "for those who decide";
    bool noted = false;
    const Json entries = asked("/api/audit", {{"before", 0}})["entries"];
    for (const auto& entry : entries)
        if (entry["action"] == "page.aligned") {
            noted = true;
            EXPECT_EQ(entry["detail"],
                      Json({{"form", "enrollment"}, {"page", 2}, {"print", "01JPRINT"}}));
            EXPECT_EQ(entry["actor"], "lin");
        }
    EXPECT_TRUE(noted);
    expect_sound_home();
}

}  // namespace
}  // namespace tanfang
