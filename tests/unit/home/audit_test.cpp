#include "pipeline/home/audit.h"

#include "pipeline/home/daily_head.h"
#include "pipeline/home/home_check.h"

#include "home_fixture.h"

namespace tanfang {

namespace {

/// A home with a file of two pages; closed again.
void make_home(const std::filesystem::path& path, const std::filesystem::path& scan) {
    Home home = Home::open_or_create(path, tester());
    const auto sha = home.receive(write_file(scan, "scan"), "batch").sha256;
    home.store_page(sha, parse_read_page(line_of(0, "")));
    home.store_page(sha, parse_read_page(line_of(1, "")));
    home.finish_file(sha, 2);
}

std::optional<std::int64_t> broken_after(const std::string& tampering) {
    TemporaryFolder folder;
    make_home(folder / "home", folder / "scan");
    Sqlite(folder / "home" / "home.db").run_script("PRAGMA foreign_keys = OFF;" + tampering);
    return Home::open_to_read(folder / "home", tester()).check_audit().first_broken;
}

}  // namespace

TEST(Audit, HasAnEntryForEachChange) {
    TemporaryFolder folder;
    make_home(folder / "home", folder / "scan");
    const auto check = Home::open_to_read(folder / "home", tester()).check_audit();
    EXPECT_EQ(check.entries, 5) << "created, received, two pages, read";
    EXPECT_FALSE(check.first_broken);
    std::string actions;
    Sqlite(folder / "home" / "home.db")
        .query("SELECT action, actor FROM audit ORDER BY seq", {}, [&](const SqlRow& row) {
            actions += row.text(0) + " ";
            EXPECT_EQ(row.text(1), "tester");
        });
    EXPECT_EQ(actions, "home.created file.received page.stored page.stored file.read ");
}

TEST(Audit, NoticesWhatWasChangedMovedOrRemoved) {
    EXPECT_EQ(broken_after(""), std::nullopt);
    EXPECT_EQ(broken_after("UPDATE audit SET actor = 'nobody' WHERE seq = 3"), 3);
    EXPECT_EQ(broken_after("UPDATE audit SET at = '2020-01-01T00:00:00.000Z' WHERE seq = 1"), 1);
    EXPECT_EQ(broken_after("UPDATE audit SET detail = '{}' WHERE seq = 4"), 4);
    EXPECT_EQ(broken_after("DELETE FROM audit WHERE seq = 2"), 2);
    EXPECT_EQ(broken_after("DELETE FROM audit WHERE seq = 5"), 5)
        << "the last one, to which a file refers";
    EXPECT_EQ(broken_after(
                  "UPDATE audit SET seq = 9 WHERE seq = 3; UPDATE audit SET seq = 3 WHERE seq = 4;"
                  "UPDATE audit SET seq = 4 WHERE seq = 9"),
              3);
}

TEST(Audit, CannotBeContinuedWithoutTheKey) {
    EXPECT_EQ(
        broken_after(
            "INSERT INTO audit SELECT seq + 1, at, actor, action, object, detail, hash, 'forged'"
            " FROM audit WHERE seq = 5"),
        6);
}

TEST(DailyHead, IsKeptOnceADayAndProvesThatNothingWasRewritten) {
    TemporaryFolder folder;
    const auto home = folder / "home";
    make_home(home, folder / "scan");
    DailyHead heads(home);
    heads.keep("2026-11-29");
    const auto findings = [&] {
        std::vector<std::string> all;
        check_home(home, tester(), std::nullopt,
                   {[&](const std::string& finding) { all.push_back(finding); }, [] {}});
        return all;
    };
    Home::open_or_create(home, tester()).note("lin", "person.viewed", "person/x", Json::object());
    heads.keep("2026-11-29");
    DailyHead(home).keep("2026-11-29");
    heads.keep("2026-11-30");
    heads.keep("2026-12-01");
    const auto kept = kept_heads(home);
    ASSERT_EQ(kept.size(), 3u);
    EXPECT_EQ(kept[0].day, "2026-11-29");
    EXPECT_EQ(kept[0].head.seq, 5);
    EXPECT_EQ(kept[1].head.seq, 6);
    EXPECT_NE(bytes_in(home / "heads/2026-11.txt").find("2026-11-30  6-"), std::string::npos);
    std::ofstream(home / "heads/2026-12.txt", std::ios::app) << "printed by Lin\n";
    EXPECT_EQ(findings(), std::vector<std::string>{});
    Sqlite(home / "home.db").run("DELETE FROM audit WHERE seq = 6", {});
    EXPECT_EQ(findings().size(), 2u) << "the last entry is gone, of which nothing else tells";
}

}  // namespace tanfang
