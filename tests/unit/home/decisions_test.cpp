// What people decide: it stands, it is never lost, and nobody overwrites what another one decided.
#include "pipeline/home/home_check.h"
#include "pipeline/home/record_fields.h"

#include "home_fixture.h"
#include <gmock/gmock.h>
#include <sys/wait.h>

namespace tanfang {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// A page that asks about its name and its phone number, in this order.
Json asking(int page, const std::string& serial) {
    Json line = line_of(page, serial, "review");
    line["fields"]["subject_name"]["state"] = "doubtful";
    line["fields"]["subject_phone"] = {
        {"value", nullptr}, {"state", "unreadable"}, {"confidence", 0.0}};
    return line;
}

class Decisions : public testing::Test {
  protected:
    Decisions() { store(asking(0, "8J4K2M7Q9T")); }

    void store(const Json& line) {
        const auto name = "scan-" + std::to_string(++files) + ".pdf";
        const auto sha256 = home->receive(write_file(folder / name, name), "batch").sha256;
        home->store_page(sha256, parse_read_page(line));
        home->finish_file(sha256, 1);
    }

    void reopen() {
        home.reset();
        home.emplace(Home::open_or_create(folder / "home", tester()));
    }

    Json record() { return records_of(*home).at(0); }

    NewDecision about(const std::string& field, DecisionKind kind, const Json& value = nullptr) {
        const Json now = record();
        return {now["record"], now["revision"], field, kind, value, "lin"};
    }

    std::vector<std::string> findings() {
        std::vector<std::string> found;
        check_home(folder / "home", tester(), std::nullopt,
                   {[&](const std::string& finding) { found.push_back(finding); }});
        return found;
    }

    TemporaryFolder folder;
    std::optional<Home> home = Home::open_or_create(folder / "home", tester());
    int files = 0;
};

}  // namespace

TEST_F(Decisions, AreAskedForOnePerDoubtfulFieldInTheOrderOfTheForm) {
    EXPECT_EQ(record()["open"], Json({"subject_name", "subject_phone"}));
    EXPECT_EQ(record()["status"], "review");
}

TEST_F(Decisions, MakeARecordAcceptedWhenAllItsQuestionsAreAnswered) {
    ASSERT_TRUE(home->decide(about("subject_name", DecisionKind::as_read)));
    EXPECT_EQ(record()["status"], "review");
    ASSERT_TRUE(home->decide(about("subject_phone", DecisionKind::value, "13600000001")));
    reopen();
    const Json now = record();
    EXPECT_EQ(now["status"], "accepted");
    EXPECT_EQ(now["open"], Json::array());
    EXPECT_EQ(now["fields"]["subject_name"]["value"], "林阿满");
    EXPECT_EQ(now["fields"]["subject_name"]["state"], "decided");
    EXPECT_EQ(now["fields"]["subject_name"]["by"], "lin");
    EXPECT_EQ(now["fields"]["subject_phone"]["value"], "13600000001");
    EXPECT_EQ(now["fields"]["subject_id_no"]["state"], "read");
    EXPECT_EQ(now["decisions"].size(), 2u);
    EXPECT_THAT(findings(), IsEmpty());
}

TEST_F(Decisions, MaySayThatNobodyCanReadAField) {
    home->decide(about("subject_phone", DecisionKind::unreadable));
    const Json field = record()["fields"]["subject_phone"];
    EXPECT_EQ(field["kind"], "unreadable");
    EXPECT_EQ(field["value"], nullptr);
}

TEST_F(Decisions, CannotConfirmWhatWasNotRead) {
    EXPECT_THROW(home->decide(about("subject_phone", DecisionKind::as_read)), Error);
    EXPECT_THROW(home->decide(about("no_such_field", DecisionKind::as_read)), Error);
    NewDecision elsewhere = about("subject_name", DecisionKind::as_read);
    elsewhere.record = "01J00000000000000000000000";
    EXPECT_THROW(home->decide(elsewhere), Error);
    EXPECT_TRUE(record()["decisions"].empty());
}

TEST_F(Decisions, OfTwoWritersWithOneRevisionOnlyTheFirstCounts) {
    const NewDecision first = about("subject_name", DecisionKind::value, "林阿满");
    NewDecision second = about("subject_name", DecisionKind::value, "林阿瞒");
    second.actor = "chen";
    EXPECT_TRUE(home->decide(first));
    EXPECT_FALSE(home->decide(second));
    EXPECT_FALSE(home->undo(second.record, second.revision, "lin"));
    EXPECT_EQ(record()["fields"]["subject_name"]["value"], "林阿满");
    EXPECT_EQ(record()["decisions"].size(), 1u);
}

TEST_F(Decisions, AreTakenBackOneByOneByWhoMadeThem) {
    home->decide(about("subject_name", DecisionKind::value, "林一"));
    home->decide(about("subject_name", DecisionKind::value, "林二"));
    const std::string id = record()["record"];
    EXPECT_THROW(home->undo(id, record()["revision"], "chen"), Error);
    EXPECT_EQ(home->undo(id, record()["revision"], "lin")->field, "subject_name");
    EXPECT_EQ(record()["fields"]["subject_name"]["value"], "林一");
    home->undo(id, record()["revision"], "lin");
    EXPECT_EQ(record()["fields"]["subject_name"]["state"], "doubtful");
    EXPECT_THROW(home->undo(id, record()["revision"], "lin"), Error);
    EXPECT_EQ(record()["decisions"].size(), 4u) << "what happened stays";
    EXPECT_THAT(findings(), IsEmpty());
}

TEST_F(Decisions, OutliveALaterScanOfTheSheet) {
    home->decide(about("subject_name", DecisionKind::value, "林阿满"));
    home->decide(about("filing_date", DecisionKind::value, "2026-03-06"));
    Json again = line_of(0, "8J4K2M7Q9T");
    again["copy"] = 2;
    again["fields"]["subject_name"]["value"] = "林可满";
    store(again);
    EXPECT_EQ(record()["fields"]["subject_name"]["value"], "林阿满");
    EXPECT_EQ(record()["fields"]["filing_date"]["value"], "2026-03-06");
    std::string date;
    Sqlite(folder / "home" / "home.db")
        .query("SELECT event_date FROM record", {}, [&](const SqlRow& row) { date = row.text(0); });
    EXPECT_EQ(date, "2026-03-06");
    EXPECT_THAT(findings(), IsEmpty());
}

TEST_F(Decisions, MayPutARecordAwayUntilItIsScannedAgain) {
    ASSERT_TRUE(home->decide(about("", DecisionKind::voided, "空白纸")));
    reopen();
    EXPECT_EQ(record()["voided"]["value"], "空白纸");
    EXPECT_EQ(record()["status"], "review") << "what was read does not change";
    EXPECT_FALSE(record()["fields"].contains(""));
    EXPECT_THAT(findings(), IsEmpty());
    const Json id = record()["record"];
    ASSERT_TRUE(home->undo(id, record()["revision"], "lin"));
    EXPECT_TRUE(record()["voided"].is_null());
    ASSERT_TRUE(home->decide(about("", DecisionKind::voided, "空白纸")));
    store(asking(1, "8J4K2M7Q9T"));
    EXPECT_TRUE(record()["voided"].is_null());
    EXPECT_EQ(record()["decisions"].size(), 3u);
}

TEST_F(Decisions, ARecordAsksWhereItsCopiesClaimDifferently) {
    Json other = line_of(0, "9999999999"), copy = other;
    copy["copy"] = 2;
    copy["fields"]["filing_date"]["value"] = "2026-03-08";
    const Json none = Json::array();
    EXPECT_THAT(open_fields(Json::array({other, copy}), {}, none), ElementsAre("filing_date"));
    EXPECT_EQ(record_fields(Json::array({other, copy}), {})["filing_date"]["state"], "doubtful");
    EXPECT_EQ(decided_status(Json::array({other, copy}), {}, none), PageStatus::review);
}

TEST_F(Decisions, AnErrorOfARuleAsksAboutTheFieldsThatItNames) {
    Json line = line_of(0, "7777777777", "review");
    line["findings"][0]["severity"] = "E";
    line["findings"][0]["since"] = 0;
    EXPECT_THAT(open_fields(Json::array({line}), {}, line["findings"]),
                ElementsAre("subject_name"));
}

TEST_F(Decisions, AreNotReadableInTheDatabaseNorMissedByTheCheck) {
    home->decide(about("subject_name", DecisionKind::value, "林阿满"));
    std::string before;
    Sqlite database(folder / "home" / "home.db");
    database.query("SELECT document_sealed FROM record", {},
                   [&](const SqlRow& row) { before = row.text(0); });
    home->decide(about("subject_phone", DecisionKind::value, "13600000001"));
    database.query("SELECT detail FROM audit", {}, [&](const SqlRow& row) {
        EXPECT_EQ(row.text(0).find("林阿满"), std::string::npos);
        EXPECT_EQ(row.text(0).find("13600000001"), std::string::npos);
    });
    database.run("UPDATE record SET document_sealed = $1", {before});
    EXPECT_FALSE(findings().empty()) << "an older document was put back";
}

TEST_F(Decisions, AtAnyDeathAreThereOrNot) {
    const NewDecision decision = about("subject_name", DecisionKind::as_read);
    home.reset();
    for (int step = 1; step <= 2; ++step) {
        const pid_t child = ::fork();
        if (child == 0) {
            HomeOptions options = tester();
            int left = step;
            options.after_step = [&left] {
                if (--left == 0)
                    ::_exit(0);
            };
            Home::open_or_create(folder / "home", options).decide(decision);
            ::_exit(1);
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        EXPECT_EQ(status, 0) << "it did not die where it should";
        reopen();
        EXPECT_EQ(record()["decisions"].size(), step == 1 ? 0u : 1u);
        EXPECT_THAT(findings(), IsEmpty());
        home.reset();
    }
}

}  // namespace tanfang
