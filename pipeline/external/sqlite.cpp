#include "pipeline/external/sqlite.h"

#include "pipeline/base/error.h"

#include <cerrno>
#include <stdexcept>

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

namespace tanfang {

namespace {

// Readers block nobody (WAL). Writers wait for each other: a decision or a page takes milliseconds,
// a list of 10,000 people some seconds.
constexpr int busy_wait_ms = 20000;

std::string words_for(int primary_result) {
    switch (primary_result) {
        case SQLITE_FULL:
            return "磁盘空间不足，数据没有写入。请清理磁盘后重试";
        case SQLITE_IOERR:
            return "磁盘读写出错。请检查磁盘后重试";
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return "数据库正被另一个程序占用，请稍后重试";
        case SQLITE_NOTADB:
        case SQLITE_CORRUPT:
            return "数据库文件已损坏，请从备份恢复";
        case SQLITE_READONLY:
        case SQLITE_PERM:
            return "没有写入数据库文件的权限";
        case SQLITE_CANTOPEN:
            return "无法打开数据库文件，请检查路径和权限";
        default:
            return "数据库出错，请联系管理员";
    }
}

/// Creates the file before SQLite does, because SQLite would let everybody read it. The files
/// beside it (-wal, -shm) take over its mode.
///
/// A file that is there is not opened: closing it again would take away the locks that another
/// connection of this program holds (POSIX), and then the next program to close the database would
/// remove the log in which that connection goes on writing.
void create_private(const std::filesystem::path& file) {
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor >= 0)
        ::close(descriptor);
    else if (errno != EEXIST)
        throw Error(Fault::bad_home, file.string(), words_for(SQLITE_CANTOPEN));
}

}  // namespace

bool SqlRow::is_null(int column) const {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::string SqlRow::text(int column) const {
    const unsigned char* text = sqlite3_column_text(statement_, column);
    if (!text)
        return {};
    return {reinterpret_cast<const char*>(text),
            static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

std::int64_t SqlRow::integer(int column) const {
    return sqlite3_column_int64(statement_, column);
}

std::optional<std::string> SqlRow::maybe_text(int column) const {
    return is_null(column) ? std::nullopt : std::optional(text(column));
}

std::optional<std::int64_t> SqlRow::maybe_integer(int column) const {
    return is_null(column) ? std::nullopt : std::optional(integer(column));
}

void Sqlite::Close::operator()(sqlite3* db) const noexcept {
    sqlite3_close_v2(db);
}

void Sqlite::Finalize::operator()(sqlite3_stmt* statement) const noexcept {
    sqlite3_finalize(statement);
}

Sqlite::Sqlite(const std::filesystem::path& file) : where_(file.string()) {
    create_private(file);
    sqlite3* db = nullptr;
    const int result = sqlite3_open_v2(file.c_str(), &db, SQLITE_OPEN_READWRITE, nullptr);
    db_.reset(db);  // must be closed even where opening failed
    check(result);
    sqlite3_extended_result_codes(db, 1);
    sqlite3_busy_timeout(db, busy_wait_ms);
    run_script(
        "PRAGMA journal_mode = WAL;"
        "PRAGMA synchronous = FULL;"
        "PRAGMA foreign_keys = ON;"
        "PRAGMA secure_delete = ON;"      // what is deleted leaves no bytes behind
        "PRAGMA trusted_schema = OFF;");  // a doctored file cannot run functions through its schema
}

void Sqlite::check(int result) {
    const int primary = result & 0xFF;  // extended codes carry the primary one in the low byte
    if (primary == SQLITE_OK || primary == SQLITE_ROW || primary == SQLITE_DONE)
        return;
    if (primary == SQLITE_CONSTRAINT || primary == SQLITE_ERROR || primary == SQLITE_MISUSE)
        throw std::logic_error("SQLite: " + std::string(sqlite3_errmsg(db_.get())));
    const bool disk = primary == SQLITE_FULL || primary == SQLITE_IOERR;
    throw Error(disk ? Fault::output_failed : Fault::bad_home, where_,
                words_for(primary) + "（SQLite " + std::to_string(result) + "）");
}

void Sqlite::run_script(const std::string& sql) {
    check(sqlite3_exec(db_.get(), sql.c_str(), nullptr, nullptr, nullptr));
}

Sqlite::Prepared Sqlite::prepare(const std::string& sql) {
    sqlite3_stmt* raw = nullptr;
    check(sqlite3_prepare_v3(db_.get(), sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &raw, nullptr));
    Prepared prepared{StatementPtr(raw), {}};
    for (int i = 1; i <= sqlite3_bind_parameter_count(raw); ++i)
        prepared.index_of.push_back(
            sqlite3_bind_parameter_index(raw, ("$" + std::to_string(i)).c_str()));
    return prepared;
}

/// The values are not copied: they must live until the statement has run.
void Sqlite::bind(const Prepared& prepared, const std::vector<SqlValue>& parameters) {
    sqlite3_stmt* raw = prepared.statement.get();
    if (prepared.index_of.size() != parameters.size())
        throw std::logic_error("SQLite: wrong number of parameters: " +
                               std::string(sqlite3_sql(raw)));
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const int index = prepared.index_of[i];
        const auto& value = parameters[i].get();
        if (const auto* integer = std::get_if<std::int64_t>(&value))
            check(sqlite3_bind_int64(raw, index, *integer));
        else if (const auto* text = std::get_if<std::string>(&value))
            check(sqlite3_bind_text64(raw, index, text->data(), text->size(), SQLITE_STATIC,
                                      SQLITE_UTF8));
        else
            check(sqlite3_bind_null(raw, index));
    }
}

/// A prepared statement while it runs; afterwards it is idle again. One that is in use already, as
/// its own callback may run it, is prepared once more.
class Sqlite::Use {
  public:
    Use(Sqlite& database, const std::string& sql, const std::vector<SqlValue>& parameters)
        : idle_(database.idle_[sql]) {
        if (idle_.empty()) {
            prepared_ = database.prepare(sql);
        } else {
            prepared_ = std::move(idle_.back());
            idle_.pop_back();
        }
        database.bind(prepared_, parameters);
    }
    Use(const Use&) = delete;
    Use& operator=(const Use&) = delete;
    ~Use() {
        sqlite3_reset(get());  // repeats the error of the last step, which was thrown by then
        sqlite3_clear_bindings(get());
        idle_.push_back(std::move(prepared_));
    }

    sqlite3_stmt* get() const { return prepared_.statement.get(); }

  private:
    std::vector<Prepared>& idle_;  // stays where it is, whatever else comes into the map
    Prepared prepared_;
};

std::int64_t Sqlite::run(const std::string& sql, const std::vector<SqlValue>& parameters) {
    const Use statement(*this, sql, parameters);
    int result = SQLITE_ROW;
    while (result == SQLITE_ROW) result = sqlite3_step(statement.get());
    check(result);
    return sqlite3_changes64(db_.get());
}

void Sqlite::query(const std::string& sql, const std::vector<SqlValue>& parameters,
                   const std::function<void(const SqlRow&)>& visit) {
    const Use statement(*this, sql, parameters);
    int result = SQLITE_OK;
    while ((result = sqlite3_step(statement.get())) == SQLITE_ROW) visit(SqlRow(statement.get()));
    check(result);
}

void Sqlite::copy_to(const std::filesystem::path& file) {
    create_private(file);  // SQLite takes a file that is there if it is empty
    run("VACUUM INTO $1", {file.string()});
}

SqlTransaction::SqlTransaction(Sqlite& database, Kind kind) : database_(database) {
    database_.run_script(kind == Kind::write ? "BEGIN IMMEDIATE" : "BEGIN");
}

SqlTransaction::~SqlTransaction() {
    if (!open_)
        return;
    try {
        database_.run_script("ROLLBACK");
    } catch (...) {
        // SQLite has rolled back by itself (disk full) or will do so when the file is opened next
    }
}

void SqlTransaction::commit() {
    database_.run_script("COMMIT");
    open_ = false;
}

}  // namespace tanfang
