// Doubtful digits of numbers, many of a kind on one screen.
#include "station_fixture.h"

namespace tanfang {

namespace {

using testing::HasSubstr;
using testing::Not;

Json likely(const std::vector<std::pair<std::string, double>>& texts) {
    Json candidates = Json::array();
    for (const auto& [text, probability] : texts)
        candidates.push_back(Json::array({text, probability}));
    return candidates;
}

/// A number whose check character fits, and of which the last but one digit may be another one.
Json line_with_number(const std::string& serial, const std::string& number, double probability) {
    Json line = line_of(0, serial, "review");
    line["registration"] = nullptr;
    line["findings"] = Json::array();
    std::string other = number;
    other[16] = other[16] == '9' ? '1' : '9';
    line["fields"]["subject_id_no"] = {
        {"value", number}, {"state", "doubtful"}, {"confidence", probability}};
    line["readings"] = {
        {"subject_id_no",
         {{"quad", {10, 10, 190, 10, 190, 30, 10, 30}},
          {"sure", false},
          {"text", number},
          {"confidence", probability},
          {"candidates", likely({{number, probability}, {other, 0.99 - probability}})}}}};
    return line;
}

class DigitsTest : public StationTest {
  protected:
    DigitsTest() {
        StationSettings with_combs = settings();
        with_combs.combs = {{"enrollment", {{"subject_id_no", 18}}}};
        station.emplace(home, with_combs);
    }
    Json digits(const Json& passed = Json::array()) {
        return asked("/api/digits", {{"passed", passed}})["items"];
    }
    Json number_of(const std::string& record) {
        return home.record(record).value()["fields"]["subject_id_no"];
    }
};

}  // namespace

TEST_F(DigitsTest, ShowsDoubtfulDigitsOfNumbersThoseOfOneKindTogether) {
    store("b.png", line_with_number("0000000001", "350599194507080019", 0.8));
    store("c.png", line_with_number("0000000002", "350599195001010028", 0.8));
    store("d.png", line_with_number("0000000003", "350599194507080019", 0.6));
    sign_in("lin");
    EXPECT_EQ(Json::parse(get("/api/piles").body)["digits"], 3);
    const Json ones = digits();
    ASSERT_EQ(ones.size(), 2u) << "of which most wait";
    EXPECT_EQ(ones[0]["digit"], "1");
    EXPECT_EQ(ones[0]["cell"], 16);
    EXPECT_THAT(ones.dump(), Not(HasSubstr("350599"))) << "never the number";
    const std::string picked_out = ones[1]["record"].get<std::string>() + "/subject_id_no";
    const Json confirmed = {{"record", ones[0]["record"]},
                            {"revision", ones[0]["revision"]},
                            {"field", "subject_id_no"},
                            {"kind", "as_read"}};
    asked("/api/decide_all", {{"decisions", {confirmed}}});
    EXPECT_EQ(number_of(ones[0]["record"])["value"], "350599194507080019");
    const Json twos = digits({picked_out});
    ASSERT_EQ(twos.size(), 1u);
    EXPECT_EQ(twos[0]["digit"], "2");
    EXPECT_EQ(number_of(ones[1]["record"])["state"], "doubtful") << "what is picked out stays open";
}

TEST_F(DigitsTest, ShowsEachOfAFewDoubtfulDigitsOfANumber) {
    Json line = line_with_number("0000000001", "350599194507080019", 0.5);
    line["readings"]["subject_id_no"]["candidates"] = likely(
        {{"350599194507080019", 0.5}, {"350599194507080011", 0.2}, {"350599194507080089", 0.3}});
    store("b.png", line);
    sign_in("lin");
    const Json first = digits();
    ASSERT_EQ(first.size(), 1u);
    EXPECT_EQ(first[0]["cells"], 2);
    const std::string number = first[0]["record"].get<std::string>() + "/subject_id_no";
    const Json second = digits({number + "/" + std::to_string(first[0]["cell"].get<int>())});
    ASSERT_EQ(second.size(), 1u);
    EXPECT_NE(second[0]["cell"], first[0]["cell"]);
    EXPECT_TRUE(digits({number}).empty());
}

TEST_F(DigitsTest, ShowsNoDigitOfANumberThatAFewDoNotSettle) {
    Json line = line_with_number("0000000001", "350599194507080019", 0.5);
    auto& candidates = line["readings"]["subject_id_no"]["candidates"];
    candidates = likely({{"350599194507080019", 0.5},
                         {"351599194507080019", 0.1},
                         {"350599294507080019", 0.1},
                         {"350599194507081019", 0.1},
                         {"350599194507080119", 0.1}});
    store("four.png", line);
    candidates = likely({{"350599194507080019", 0.5}, {"35059919450708001", 0.5}});
    line["serial"] = "0000000002";
    store("shorter.png", line);
    line = line_with_number("0000000003", "350599194507080019", 0.8);
    line["form_version"] = nullptr;
    store("foreign.png", line);
    line = line_with_number("0000000004", "350599194507080019", 0.8);
    line["findings"] = {
        {{"rule", "R12"}, {"severity", "E"}, {"fields", {"subject_id_no"}}, {"text", "-"}}};
    store("objected.png", line);
    sign_in("lin");
    EXPECT_TRUE(digits().empty());
    StationSettings blind = settings();
    blind.combs = {{"enrollment", {{"subject_id_no", 18}}}};
    blind.policies = {{"enrollment", policy_of("subject_id_no", "blind_key")}};
    store("blind.png", line_with_number("0000000005", "350599194507080019", 0.8));
    EXPECT_EQ(digits().size(), 1u);
    station.emplace(home, blind);
    sign_in("lin");
    EXPECT_TRUE(digits().empty()) << "no look at a digit takes the place of keying the number";
}

TEST_F(DigitsTest, ShowsOneCharacterBoxOfACombAndNoneThatIsNotThere) {
    store("b.png", line_with_number("0000000001", "350599194507080019", 0.8));
    sign_in("lin");
    const std::string page = "/api/picture/" + digits()[0]["record"].get<std::string>() + "/0/";
    EXPECT_EQ(get(page + "subject_id_no/16").status, 500) << "the scan is no picture";
    for (const std::string odd : {"subject_id_no/18", "subject_id_no/x", "subject_name/0", "a/b/c"})
        EXPECT_GE(get(page + odd).status, 400) << odd;
    for (const std::string odd : {"subject_id_no/18", "subject_id_no/x", "subject_name/0"})
        EXPECT_EQ(get(page + odd).status, 400) << odd;
}

}  // namespace tanfang
