// What goes wrong between the clerk's key and the disk: nothing is acknowledged that is not there.
#include "station_fixture.h"

namespace tanfang {

namespace {

class TroubleTest : public StationTest {
  protected:
    Json decision(const Json& id, const std::string& value) {
        return {{"record", id},
                {"revision", sheet(id)["revision"]},
                {"field", "subject_name"},
                {"kind", "value"},
                {"value", value}};
    }
};

}  // namespace

TEST_F(TroubleTest, OnAFullDiskNothingIsSavedAndTheClerkIsTold) {
    HomeOptions options = tester_with_rules();
    bool full = false;
    options.after_step = [&full] {
        if (full)
            throw Error(Fault::output_failed, "", "磁盘已满");
    };
    Home other = Home::open_or_create(folder / "home", options);
    station.emplace(other, settings());
    sign_in("lin");
    const Json id = next();
    const auto entries = home.check_audit().entries;
    full = true;
    const HttpResponse refused = post("/api/decide", decision(id, "林阿满"));
    EXPECT_EQ(refused.status, 500);
    EXPECT_THAT(refused.body, testing::HasSubstr("磁盘已满"));
    EXPECT_TRUE(home.record(id).value()["decisions"].empty());
    EXPECT_EQ(home.check_audit().entries, entries);
    full = false;
    EXPECT_EQ(post("/api/decide", decision(id, "林阿满")).status, 200) << "the same again";
    EXPECT_EQ(home.record(id).value()["decisions"].size(), 1u);
}

TEST_F(TroubleTest, ANameBeyondTheUsualCharactersComesBackAsItWasKeyed) {
    sign_in("lin");
    const Json id = next();
    const std::string name = "𠮷𫞩芳";
    EXPECT_EQ(post("/api/decide", decision(id, name)).status, 200);
    EXPECT_EQ(home.record(id).value()["fields"]["subject_name"]["value"], name);
    EXPECT_EQ(asked("/api/search", {{"text", "𫞩"}})["records"].size(), 1u);
    for (const std::string odd : {"\xF0\xA0", "\xED\xA0\x80", "\xFF"}) {
        const HttpResponse answer = post_bytes(
            "/api/decide",
            R"({"record": ")" + id.get<std::string>() +
                R"(", "revision": 2, "field": "subject_name", "kind": "value", "value": ")" + odd +
                R"("})");
        EXPECT_EQ(answer.status, 400) << "no text";
    }
}

TEST_F(TroubleTest, OfTwoTabsTheOneWithAnOldStateIsToldSo) {
    sign_in("lin");
    const Json id = next(), in_both = decision(id, "林阿满");
    EXPECT_EQ(post("/api/decide", in_both).status, 200);
    EXPECT_EQ(post("/api/decide", in_both).status, 409);
    EXPECT_EQ(post("/api/undo", {{"record", id}, {"revision", in_both["revision"]}}).status, 409);
    EXPECT_EQ(home.record(id).value()["decisions"].size(), 1u);
}

}  // namespace tanfang
