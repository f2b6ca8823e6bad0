/// The door to SQLite: one durable database file, statements with numbered parameters,
/// transactions.
///
/// Statements number their parameters $1, $2 ... and hold plain SQL, as PostgreSQL takes it too.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace tanfang {

/// A value of a column or a parameter. Two types and NULL are all we need: bytes are kept as hex or
/// base64 text, since the binary types of SQLite and PostgreSQL differ.
class SqlValue {
  public:
    SqlValue(std::int64_t integer) : value_(integer) {}
    SqlValue(int integer) : value_(std::int64_t{integer}) {}
    SqlValue(std::string text) : value_(std::move(text)) {}
    SqlValue(const char* text) : value_(std::string(text)) {}
    SqlValue(std::nullopt_t) {}
    template <class T>
    SqlValue(const std::optional<T>& maybe) {
        if (maybe)
            value_ = SqlValue(*maybe).value_;
    }

    const std::variant<std::monostate, std::int64_t, std::string>& get() const { return value_; }

  private:
    std::variant<std::monostate, std::int64_t, std::string> value_;
};

/// The current row of a query; columns count from 0. Valid only while the query's callback runs.
class SqlRow {
  public:
    explicit SqlRow(sqlite3_stmt* statement) : statement_(statement) {}

    bool is_null(int column) const;
    std::string text(int column) const;                       ///< "" for NULL
    std::int64_t integer(int column) const;                   ///< 0 for NULL
    std::optional<std::string> maybe_text(int column) const;  ///< nothing for NULL
    std::optional<std::int64_t> maybe_integer(int column) const;

  private:
    sqlite3_stmt* statement_;
};

/// A connection. A commit that returned is on the disk: WAL with synchronous=FULL.
///
/// Every function throws Error: Fault::output_failed where the disk is full or fails,
/// Fault::bad_home where the file is damaged, no database, read-only, or held by another program.
/// A broken constraint is a mistake of ours: std::logic_error.
///
/// Statements stay prepared as long as the connection lives: preparing an insert takes longer than
/// running it. Texts of statements are therefore those of the program, few and without values.
class Sqlite {
  public:
    /// Opens the file, or creates it readable by its owner only.
    explicit Sqlite(const std::filesystem::path& file);

    /// Runs SQL without parameters: several statements, separated by semicolons.
    void run_script(const std::string& sql);

    /// Runs one statement.
    ///
    /// @return how many rows it inserted, updated or deleted
    std::int64_t run(const std::string& sql, const std::vector<SqlValue>& parameters = {});

    /// Runs one query and shows each row to `visit`, which may run other statements.
    void query(const std::string& sql, const std::vector<SqlValue>& parameters,
               const std::function<void(const SqlRow&)>& visit);

    /// Writes the database as it is at one moment into a new file, readable by its owner only;
    /// others may write meanwhile. The file is not synced.
    void copy_to(const std::filesystem::path& file);

  private:
    struct Close {
        void operator()(sqlite3* db) const noexcept;
    };
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const noexcept;
    };
    using StatementPtr = std::unique_ptr<sqlite3_stmt, Finalize>;
    struct Prepared {
        StatementPtr statement;
        std::vector<int> index_of;  ///< SQLite's number of parameter $1, $2 ...
    };
    class Use;

    Prepared prepare(const std::string& sql);
    void bind(const Prepared& prepared, const std::vector<SqlValue>& parameters);
    void check(int result);

    std::string where_;
    std::unique_ptr<sqlite3, Close> db_;
    std::unordered_map<std::string, std::vector<Prepared>> idle_;  ///< not in use, by their text
};

/// All or nothing: what happens to the database in the lifetime of this object is undone unless
/// commit() returned.
class SqlTransaction {
  public:
    enum class Kind {
        write,  ///< takes the write lock at once, so that it never fails halfway for another writer
        read,   ///< sees one state of the database, whatever others commit meanwhile
    };

    explicit SqlTransaction(Sqlite& database, Kind kind = Kind::write);
    ~SqlTransaction();
    SqlTransaction(const SqlTransaction&) = delete;
    SqlTransaction& operator=(const SqlTransaction&) = delete;

    void commit();

  private:
    Sqlite& database_;
    bool open_ = true;
};

}  // namespace tanfang
