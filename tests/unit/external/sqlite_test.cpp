#include "pipeline/external/sqlite.h"

#include "pipeline/base/error.h"

#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tanfang {

namespace {

class SqliteDoor : public testing::Test {
  protected:
    SqliteDoor() {
        std::string name =
            (std::filesystem::temp_directory_path() / "tanfang-test-XXXXXX").string();
        folder_ = ::mkdtemp(name.data());
    }
    ~SqliteDoor() override { std::filesystem::remove_all(folder_); }

    std::filesystem::path folder_;
};

std::vector<std::string> texts(Sqlite& database, const std::string& sql) {
    std::vector<std::string> out;
    database.query(sql, {}, [&](const SqlRow& row) { out.push_back(row.text(0)); });
    return out;
}

}  // namespace

TEST_F(SqliteDoor, GivesBackWhatWasPutIn) {
    Sqlite database(folder_ / "a.db");
    database.run_script("CREATE TABLE t (a TEXT, b BIGINT, c TEXT)");
    const std::string text("林\0'x", 6);
    EXPECT_EQ(database.run("INSERT INTO t VALUES ($2, $1, $3)",
                           {std::int64_t{1} << 40, text, std::nullopt}),
              1);
    database.query("SELECT a, b, c FROM t", {}, [&](const SqlRow& row) {
        EXPECT_EQ(row.text(0), text);
        EXPECT_EQ(row.integer(1), std::int64_t{1} << 40);
        EXPECT_EQ(row.maybe_text(2), std::nullopt);
        EXPECT_EQ(row.maybe_integer(2), std::nullopt);
    });
}

TEST_F(SqliteDoor, IsDurableAndPrivate) {
    Sqlite database(folder_ / "a.db");
    EXPECT_EQ(texts(database, "PRAGMA journal_mode"), std::vector<std::string>{"wal"});
    EXPECT_EQ(texts(database, "PRAGMA synchronous"), std::vector<std::string>{"2"}) << "FULL";
    EXPECT_EQ(texts(database, "PRAGMA foreign_keys"), std::vector<std::string>{"1"});
    struct stat status {};
    ASSERT_EQ(::stat((folder_ / "a.db").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777u, 0600u);
}

TEST_F(SqliteDoor, UndoesWhatWasNotCommitted) {
    Sqlite database(folder_ / "a.db");
    database.run_script("CREATE TABLE t (a TEXT)");
    {
        SqlTransaction transaction(database);
        database.run("INSERT INTO t VALUES ('lost')");
    }
    {
        SqlTransaction transaction(database);
        database.run("INSERT INTO t VALUES ('kept')");
        transaction.commit();
    }
    EXPECT_EQ(texts(database, "SELECT a FROM t"), std::vector<std::string>{"kept"});
}

TEST_F(SqliteDoor, ReadsOneStateWhileOthersCommit) {
    Sqlite writer(folder_ / "a.db");
    writer.run_script("CREATE TABLE t (a TEXT); INSERT INTO t VALUES ('old')");
    Sqlite reader(folder_ / "a.db");
    SqlTransaction one_state(reader, SqlTransaction::Kind::read);
    EXPECT_EQ(texts(reader, "SELECT a FROM t").size(), 1u);
    writer.run("INSERT INTO t VALUES ('new')");
    EXPECT_EQ(texts(reader, "SELECT a FROM t").size(), 1u);
}

TEST_F(SqliteDoor, TellsOurMistakesFromBadFiles) {
    Sqlite database(folder_ / "a.db");
    database.run_script("CREATE TABLE t (a TEXT NOT NULL UNIQUE)");
    EXPECT_THROW(database.run("INSERT INTO t VALUES ($1)", {std::nullopt}), std::logic_error);
    EXPECT_THROW(database.run("INSERT INTO t VALUES ($1)", {}), std::logic_error);
    EXPECT_THROW(database.run("no sql"), std::logic_error);
    EXPECT_THROW(Sqlite(folder_ / "missing" / "a.db"), Error);
    EXPECT_THROW(Sqlite{folder_}, Error);
}

TEST_F(SqliteDoor, TakesAStatementAgainAndAlsoInsideItself) {
    Sqlite database(folder_ / "a.db");
    database.run_script("CREATE TABLE t (a BIGINT PRIMARY KEY, b TEXT)");
    const std::string insert = "INSERT INTO t (b, a) VALUES ($2, $1)";
    database.run(insert, {1, "one"});
    EXPECT_THROW(database.run(insert, {1, "again"}), std::logic_error);
    EXPECT_THROW(database.run(insert, {1}), std::logic_error);
    database.run(insert, {2, std::nullopt});
    const std::string all = "SELECT a, b FROM t WHERE a >= $1 ORDER BY a";
    std::string seen;
    const auto note = [&](const SqlRow& row) {
        seen += row.text(0) + row.maybe_text(1).value_or("-");
    };
    database.query(all, {1}, [&](const SqlRow& row) {
        note(row);
        database.query(all, {2}, note);
    });
    EXPECT_EQ(seen, "1one2-2-2-");
    EXPECT_THROW(database.query(all, {1}, [](const SqlRow&) { throw 1; }), int);
    database.run_script("ALTER TABLE t ADD COLUMN c TEXT");
    seen.clear();
    database.query(all, {1}, note);
    EXPECT_EQ(seen, "1one2-");
}

TEST_F(SqliteDoor, SaysWhenTheDatabaseCannotGrow) {
    Sqlite database(folder_ / "a.db");
    database.run_script("CREATE TABLE t (a TEXT); PRAGMA max_page_count = 4");
    try {
        database.run("INSERT INTO t VALUES ($1)", {std::string(100'000, 'x')});
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::output_failed);
    }
    EXPECT_TRUE(texts(database, "SELECT a FROM t").empty());
}

}  // namespace tanfang
