#include "pipeline/home/home_check.h"

#include "home_fixture.h"
#include <gmock/gmock.h>

namespace tanfang {

namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

/// A home with two files of three pages in two records, closed.
class CheckHome : public testing::Test {
  protected:
    void SetUp() override {
        Home open = Home::open_or_create(home, tester());
        sha256 = open.receive(write_file(folder / "a.pdf", "first scan"), "batch").sha256;
        open.store_page(sha256, parse_read_page(line_of(0, "8J4K2M7Q9T")));
        open.store_page(sha256, parse_read_page(line_of(1, "", "rejected")));
        open.finish_file(sha256, 2);
        const auto second = open.receive(write_file(folder / "b.pdf", "second scan"), "batch");
        open.store_page(second.sha256, parse_read_page(line_of(0, "8J4K2M7Q9T")));
        open.finish_file(second.sha256, 1);
    }

    HomeCheck check(const std::optional<AuditHead>& kept = std::nullopt) {
        findings.clear();
        return check_home(home, tester(), kept,
                          {[&](const std::string& finding) { findings.push_back(finding); }});
    }

    void run_sql(const std::string& sql) {
        Sqlite(home / "home.db").run_script("PRAGMA foreign_keys = OFF;" + sql);
    }

    fs::path original() const { return home / "originals" / sha256.substr(0, 2) / sha256; }

    TemporaryFolder folder;
    const fs::path home = folder / "home";
    std::string sha256;
    std::vector<std::string> findings;
};

}  // namespace

TEST_F(CheckHome, FindsNothingInASoundHome) {
    const HomeCheck result = check();
    EXPECT_THAT(findings, ElementsAre());
    EXPECT_EQ(result.originals, 2);
    EXPECT_EQ(result.pages, 3);
    EXPECT_EQ(result.records, 2);
    EXPECT_EQ(result.entries, 8);
    EXPECT_EQ(result.waiting, 0);
    EXPECT_FALSE(result.others_write);
}

TEST_F(CheckHome, FindsAFlippedBitInAnOriginal) {
    write_file(original(), "firsu scan");
    check();
    EXPECT_THAT(findings, ElementsAre(HasSubstr(sha256 + "：原件已损坏")));
}

TEST_F(CheckHome, FindsAnOriginalThatIsCutOrGone) {
    write_file(original(), "first");
    check();
    EXPECT_THAT(findings, ElementsAre(HasSubstr("大小与登记不符"), HasSubstr("已损坏")));
    fs::remove(original());
    check();
    EXPECT_THAT(findings, ElementsAre(HasSubstr(sha256 + "：原件不见了")));
}

TEST_F(CheckHome, FindsWhatNobodyRegistered) {
    const std::string extra = sha256_hex(bytes_of("extra"));
    fs::create_directories(home / "originals" / extra.substr(0, 2));
    write_file(home / "originals" / extra.substr(0, 2) / extra, "extra");
    write_file(home / "originals" / "note.txt", "extra");
    write_file(home / "tmp" / "half", "ext");
    check();
    EXPECT_THAT(findings, ElementsAre(HasSubstr(extra + "：数据库中没有"), HasSubstr("tmp/half"),
                                      HasSubstr("note.txt：不是原件")));
}

TEST_F(CheckHome, JudgesNoLeftOversWhileSomebodyWrites) {
    write_file(home / "tmp" / "half", "ext");
    Home writer = Home::open_or_create(home, tester());  // clears tmp
    write_file(home / "tmp" / "half", "ext");
    EXPECT_TRUE(check().others_write);
    EXPECT_THAT(findings, ElementsAre());
}

TEST_F(CheckHome, FindsAnAuditThatWasCutOrChanged) {
    run_sql("DELETE FROM audit WHERE seq = 8");
    check();
    EXPECT_THAT(findings, testing::Contains(HasSubstr("audit/8：审计链")));
    run_sql("UPDATE audit SET actor = 'nobody' WHERE seq = 2");
    check();
    EXPECT_THAT(findings, testing::Contains(HasSubstr("audit/2：审计链")));
}

TEST_F(CheckHome, FindsChangedAndRemovedRows) {
    const std::vector<std::pair<std::string, std::string>> cases = {
        {"UPDATE page SET status = 'accepted' WHERE file_page = 1", "明文字段"},
        {"UPDATE page SET line_sealed = (SELECT line_sealed FROM page WHERE file_page = 1)"
         " WHERE arrival = 3",
         "审计记载不符"},
        {"UPDATE page SET record = (SELECT id FROM record WHERE serial IS NULL)", "明文字段"},
        {"UPDATE record SET status = 'review' WHERE serial IS NULL", "记录的状态"},
        {"UPDATE record SET document_sealed = 'AAAA' WHERE serial IS NULL", "打不开"},
        {"UPDATE record SET serial = '0000000001' WHERE serial IS NOT NULL", "明文字段"},
        {"UPDATE delivery SET name_sealed = 'AAAA'", "文件名打不开"},
        {"DELETE FROM page WHERE file_page = 1", "审计中记载过的页不见了"},
        {"DELETE FROM delivery WHERE arrival = 2", "审计中记载过的收件不见了"},
        {"UPDATE file SET state = 'received', finished = NULL WHERE arrival = 2", "已读完"},
        {"UPDATE file SET pages = 5 WHERE arrival = 2", "应有 5 页，实有 2 页"},
        {"INSERT INTO record SELECT 'new', NULL, form, form_version, status, event_date,"
         " subject_id_fingerprint, document_sealed, revision, created_at, updated_at, 1, NULL"
         " FROM record WHERE serial IS NULL",
         "没有任何页"},
    };
    const std::string sound = bytes_in(home / "home.db");
    for (const auto& [sql, words] : cases) {
        run_sql(sql);
        check();
        EXPECT_THAT(findings, testing::Contains(HasSubstr(words))) << sql;
        write_file(home / "home.db", sound);
    }
    check();
    EXPECT_THAT(findings, ElementsAre()) << "each case began with a sound home";
}

TEST_F(CheckHome, FindsChangesInTheRegister) {
    std::string record;
    {
        Home open = Home::open_or_create(home, tester());
        std::vector<Person> people(2);
        people[0].values = {{"subject_name", "林阿满"}, {"subject_id_no", "350599194503120010"}};
        people[1].values = {{"subject_name", "陈阿水"}, {"subject_id_no", "350599195202290184"}};
        open.people().store(people, Json::object());
        people[0].values["subject_name"] = "林阿曼";
        people.pop_back();
        open.people().store(people, Json::object());
        open.printed_sheets().add(
            {{"0000000000", "visit", 1, people[0].id, "2026-03", 3, 1, "0000000000", 1}});
        record = records_of(open)[0]["record"];
        open.links().link(record, people[0].id);
        open.lists().replace("severe_disability", {"350599194503120010", "350599195202290184"},
                             Json::object());
    }
    check();
    EXPECT_THAT(findings, ElementsAre());
    const auto finds = [&](const std::string& sql, const std::string& words) {
        const std::string before = bytes_in(home / "home.db");
        run_sql(sql);
        check();
        EXPECT_THAT(findings, testing::Contains(HasSubstr(words))) << sql;
        write_file(home / "home.db", before);
    };
    finds("UPDATE person SET values_sealed = 'x' || values_sealed WHERE position = 1", "打不开");
    finds("UPDATE person_version SET values_sealed = ''", "打不开");
    finds("UPDATE person SET id_fingerprint = 'x' WHERE position = 2", "指纹");
    finds("DELETE FROM person WHERE position = 2", "实有 1 人");
    finds("DELETE FROM printed_sheet", "份数");
    finds("UPDATE record_link SET person = NULL", "关联到的人");
    finds("DELETE FROM record_link", "关联不见了");
    finds(
        "DELETE FROM listed_person WHERE id_fingerprint = (SELECT MIN(id_fingerprint) FROM"
        " listed_person)",
        "名单的人数");
    finds("DELETE FROM listed_person; DELETE FROM department_list", "名单的人数");
}

TEST_F(CheckHome, FindsADamagedDatabaseAndStillLooksAtTheOriginals) {
    write_file(original(), "firsu scan");
    std::string bytes = bytes_in(home / "home.db");
    for (std::size_t at = 4096; at < bytes.size(); at += 100) bytes[at] = 'x';
    write_file(home / "home.db", bytes);
    check();
    EXPECT_THAT(findings, testing::Contains(HasSubstr("数据库")));
    EXPECT_THAT(findings, testing::Contains(HasSubstr("原件已损坏")));
}

TEST_F(CheckHome, ProvesThatAKeptHeadStillStands) {
    const AuditHead kept = parse_audit_head(check().head.text());
    EXPECT_EQ(kept.seq, 8);
    Home::open_or_create(home, tester()).receive(write_file(folder / "c.pdf", "third"), "batch");
    check(kept);
    EXPECT_THAT(findings, ElementsAre());
    // Somebody with the key makes a new home in its place, with a chain that is sound in itself.
    fs::remove(home / "home.db");
    fs::remove_all(home / "originals");
    SetUp();
    check();
    EXPECT_THAT(findings, ElementsAre());
    check(kept);
    EXPECT_THAT(findings, ElementsAre(HasSubstr("audit/8：与留存的审计链头不符")));
    EXPECT_THROW(parse_audit_head("8"), Error);
}

TEST_F(CheckHome, NeedsTheKey) {
    fs::rename(home / "key", folder / "key");
    EXPECT_THROW(check(), Error);
    { Home::open_or_create(folder / "other", tester()); }
    fs::copy(folder / "other" / "key", home / "key");
    EXPECT_THROW(check(), Error);
}

}  // namespace tanfang
