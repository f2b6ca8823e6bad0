// Rules are evaluated again after each decision: what holds now asks, what is settled does not.
#include "pipeline/home/home_check.h"

#include "home_fixture.h"
#include <gmock/gmock.h>

namespace tanfang {

namespace {

using testing::IsEmpty;

Json finding(const char* rule, const std::vector<std::string>& fields) {
    return {{"rule", rule}, {"severity", "E"}, {"fields", fields}, {"text", "不符"}};
}

/// Invented rules: the phone is that of nobody else, and the name has no star in it.
Json judge(const std::string& form, const Json& fields) {
    Json findings = Json::array();
    EXPECT_EQ(form, "enrollment");
    const auto value = [&](const char* id) {
        return fields.contains(id) && fields[id]["state"] != "doubtful" &&
                       fields[id]["value"].is_string()
                   ? fields[id]["value"].get<std::string>()
                   : "";
    };
    if (!value("subject_phone").empty() && value("subject_phone") == value("contact_phone"))
        findings.push_back(finding("R14", {"subject_phone", "contact_phone"}));
    if (value("subject_name").find('*') != std::string::npos)
        findings.push_back(finding("R01", {"subject_name"}));
    return findings;
}

HomeOptions tester_with_judge() {
    HomeOptions options = tester();
    options.judge = judge;
    return options;
}

Json field(const char* value, const char* state) {
    return {{"value", value}, {"state", state}, {"confidence", 0.9}};
}

/// @param phone  of the person; the other one is 13600000002
Json line_with_phones(const char* phone, const char* status) {
    Json line = line_of(0, "8J4K2M7Q9T", status);
    line["findings"] = Json::array();
    line["fields"]["subject_phone"] = field(phone, "read");
    line["fields"]["contact_phone"] = field("13600000002", "read");
    return line;
}

class RulesAgain : public testing::Test {
  protected:
    void store(const Json& line) {
        const auto name = "scan-" + std::to_string(++files) + ".pdf";
        const auto sha256 = home.receive(write_file(folder / name, name), "batch").sha256;
        home.store_page(sha256, parse_read_page(line));
        home.finish_file(sha256, 1);
    }
    Json record() { return records_of(home).at(0); }
    void decide(const char* id, const Json& value) {
        const Json now = record();
        ASSERT_TRUE(
            home.decide({now["record"], now["revision"], id, DecisionKind::value, value, "lin"}));
    }
    void confirm(const char* id) {
        const Json now = record();
        ASSERT_TRUE(home.decide(
            {now["record"], now["revision"], id, DecisionKind::as_read, nullptr, "lin"}));
    }
    void undo() { ASSERT_TRUE(home.undo(record()["record"], record()["revision"], "lin")); }
    void expect_sound() {
        check_home(folder / "home", tester(), std::nullopt,
                   {[](const std::string& finding) { ADD_FAILURE() << finding; }});
    }

    TemporaryFolder folder;
    Home home = Home::open_or_create(folder / "home", tester_with_judge());
    int files = 0;
};

}  // namespace

TEST_F(RulesAgain, ADecisionThatBreaksARuleAsksUntilItIsConfirmedOrPutRight) {
    store(line_with_phones("13600000001", "accepted"));
    decide("subject_phone", "13600000002");
    EXPECT_EQ(record()["open"], Json({"subject_phone", "contact_phone"}));
    EXPECT_EQ(record()["findings"][0]["since"], 1);
    EXPECT_EQ(record()["status"], "review");
    EXPECT_THAT(record()["pages"][0]["findings"], IsEmpty()) << "what was found stays as it was";
    expect_sound();
    confirm("subject_phone");
    EXPECT_EQ(record()["open"], Json({"contact_phone"}));
    EXPECT_EQ(record()["fields"]["subject_phone"]["kind"], "value") << "said once more";
    confirm("contact_phone");
    EXPECT_EQ(record()["status"], "accepted") << "so it stands on the paper";
    EXPECT_EQ(record()["findings"].size(), 1u);
    decide("contact_phone", "13600000003");
    EXPECT_THAT(record()["findings"], IsEmpty());
    expect_sound();
}

TEST_F(RulesAgain, AnotherWrongValueIsAskedAboutAgain) {
    store(line_with_phones("13600000001", "accepted"));
    decide("subject_name", "林*");
    EXPECT_EQ(record()["open"], Json({"subject_name"}));
    decide("subject_name", "林**");
    EXPECT_EQ(record()["open"], Json({"subject_name"}));
    decide("filing_date", "2026-03-06");
    EXPECT_EQ(record()["open"], Json({"subject_name"})) << "another field answers nothing";
    decide("subject_name", "林阿满");
    EXPECT_EQ(record()["open"], Json::array());
}

TEST_F(RulesAgain, ADecisionThatSettlesARuleSettlesTheOtherFieldToo) {
    Json line = line_with_phones("13600000002", "review");
    line["findings"].push_back(finding("R14", {"subject_phone", "contact_phone"}));
    store(line);
    EXPECT_EQ(record()["open"].size(), 2u);
    decide("subject_phone", "13600000001");
    EXPECT_EQ(record()["open"], Json::array());
    EXPECT_EQ(record()["status"], "accepted");
    EXPECT_EQ(record()["pages"][0]["findings"].size(), 1u) << "what was found stays as it was";
    undo();
    EXPECT_EQ(record()["open"].size(), 2u);
    EXPECT_EQ(record()["status"], "review");
    EXPECT_EQ(record()["findings"].size(), 1u);
    expect_sound();
}

TEST_F(RulesAgain, TakingBackADecisionTakesBackWhatItBroke) {
    store(line_with_phones("13600000001", "accepted"));
    decide("subject_phone", "13600000002");
    undo();
    EXPECT_THAT(record()["findings"], IsEmpty());
    EXPECT_EQ(record()["status"], "accepted");
    expect_sound();
}

TEST_F(RulesAgain, WhatOnlyTheInkShowsStandsUntilItsFieldsAreDecided) {
    Json line = line_with_phones("13600000001", "review");
    line["findings"].push_back(finding("R96", {"filing_date"}));
    store(line);
    decide("subject_phone", "13600000004");
    EXPECT_EQ(record()["open"], Json({"filing_date"}));
    confirm("filing_date");
    EXPECT_THAT(record()["findings"], IsEmpty());
    EXPECT_EQ(record()["status"], "accepted");
}

TEST_F(RulesAgain, WhatOnlySeveralPagesTogetherBreakAsksOnceItWasJudged) {
    Json first = line_with_phones("13600000002", "accepted"), second = first;
    first["fields"].erase("contact_phone");
    second["page"] = 2;
    second["fields"] = {{"contact_phone", second["fields"]["contact_phone"]}};
    store(first);
    store(second);
    EXPECT_EQ(record()["status"], "accepted");
    const auto judgement = home.judge(record());
    ASSERT_TRUE(judgement);
    home.note(*judgement);
    EXPECT_EQ(record()["open"], Json({"subject_phone", "contact_phone"}));
    EXPECT_EQ(record()["status"], "review");
    EXPECT_FALSE(home.judge(record())) << "it asks already";
    home.note(*judgement);
    EXPECT_EQ(record()["revision"], judgement->revision + 1) << "changed since: nothing is noted";
    expect_sound();
    decide("contact_phone", "13600000003");
    EXPECT_EQ(record()["open"], Json::array());
    EXPECT_EQ(record()["status"], "accepted");
    expect_sound();
}

TEST_F(RulesAgain, APageThatComesLaterLosesNeitherItsFindingsNorThoseOfADecision) {
    store(line_with_phones("13600000001", "accepted"));
    decide("subject_name", "林*");
    Json copy = line_with_phones("13600000001", "review");
    copy["copy"] = 2;
    copy["fields"]["subject_name"] = field("林*", "read");
    copy["findings"].push_back(finding("R96", {"filing_date"}));
    store(copy);
    EXPECT_EQ(record()["open"], Json({"subject_name", "filing_date"}));
    EXPECT_EQ(record()["status"], "review");
    expect_sound();
}

}  // namespace tanfang
