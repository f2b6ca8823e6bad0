#include "pipeline/home/home_check.h"

#include "pipeline/home/check_rows.h"
#include "pipeline/home/daily_head.h"
#include "pipeline/home/home_lock.h"
#include "pipeline/home/synced_copy.h"

#include <map>
#include <vector>

namespace tanfang {

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> entries_of(const fs::path& folder) {
    std::vector<fs::path> entries;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(folder, none)) entries.push_back(entry.path());
    std::sort(entries.begin(), entries.end());
    return entries;
}

/// Everything in originals/, also what does not belong there.
std::vector<fs::path> files_below(const fs::path& originals) {
    std::vector<fs::path> files;
    for (const auto& folder : entries_of(originals)) {
        if (!fs::is_directory(folder)) {
            files.push_back(folder);
            continue;
        }
        const auto inside = entries_of(folder);
        files.insert(files.end(), inside.begin(), inside.end());
    }
    return files;
}

bool lies_in_its_place(const fs::path& file) {
    const std::string name = file.filename();
    return is_sha256(name) && file.parent_path().filename() == name.substr(0, 2) &&
           fs::is_regular_file(fs::symlink_status(file));
}

class Inspection {
  public:
    Inspection(fs::path folder, const HomeOptions& options, const HomeCheckHooks& hooks)
        : folder_(std::move(folder)), options_(options), hooks_(hooks) {}

    HomeCheck run(const std::optional<AuditHead>& kept) {
        const Vault vault = Home::key_of(folder_, options_);
        if (is_database_sound()) {
            Home::open_to_read(folder_, options_);  // the right key, the right version
            Sqlite database(folder_ / "home.db");
            look_at_rows(database, vault, kept);
        } else {
            files_ = files_below(folder_ / "originals");
        }
        hash_originals();
        return check_;
    }

  private:
    void report(const std::string& finding) {
        ++check_.findings;
        hooks_.report(finding);
    }

    bool is_database_sound() {
        try {
            Sqlite database(folder_ / "home.db");
            std::vector<std::string> words;
            database.query("PRAGMA integrity_check", {},
                           [&](const SqlRow& row) { words.push_back(row.text(0)); });
            database.query("PRAGMA foreign_key_check", {}, [&](const SqlRow& row) {
                words.push_back(row.text(0) + " " + row.text(1) + " → " + row.text(2));
            });
            for (const auto& word : words)
                if (word != "ok")
                    report("home.db：数据库不完整（" + word + "）");
            return true;
        } catch (const Error& error) {
            if (error.fault() != Fault::bad_home)
                throw;
            report(std::string(error.what()));
            return false;
        } catch (const std::logic_error& error) {
            report("home.db：数据库结构已损坏（" + std::string(error.what()) + "）");
            return false;
        }
    }

    /// The lock, if nobody else writes: then all that lies there without a row is left over.
    std::optional<HomeLock> try_lock() {
        try {
            return HomeLock(folder_);
        } catch (const Error&) {
            check_.others_write = true;
            return std::nullopt;
        }
    }

    void look_at_rows(Sqlite& database, const Vault& vault, const std::optional<AuditHead>& kept) {
        auto lock = try_lock();
        SqlTransaction one_state(database, SqlTransaction::Kind::read);
        std::map<std::string, std::int64_t> bytes;
        database.query("SELECT sha256, bytes FROM file", {},
                       [&](const SqlRow& row) { bytes[row.text(0)] = row.integer(1); });
        files_ = files_below(folder_ / "originals");
        if (lock)
            look_for_left_overs(bytes);
        lock.reset();
        look_for_missing(bytes);
        const RowCount rows =
            check_rows(database, vault, [&](const std::string& finding) { report(finding); });
        check_.pages = rows.pages;
        check_.records = rows.records;
        check_.people = rows.people;
        check_.waiting = rows.waiting;
        look_at_audit(database, vault, kept);
    }

    void look_for_left_overs(const std::map<std::string, std::int64_t>& bytes) {
        for (const auto& file : files_)
            if (lies_in_its_place(file) && !bytes.contains(file.filename()))
                report(name_of(file) + "：数据库中没有这个原件的登记");
        for (const auto& file : entries_of(folder_ / "tmp"))
            report(name_of(file) + "：没有写完的文件，下次导入时会自动清除");
    }

    void look_for_missing(const std::map<std::string, std::int64_t>& bytes) {
        for (const auto& [sha256, size] : bytes) {
            const fs::path file = folder_ / "originals" / sha256.substr(0, 2) / sha256;
            std::error_code missing;
            const auto found = fs::file_size(file, missing);
            if (missing)
                report(name_of(file) + "：原件不见了");
            else if (static_cast<std::int64_t>(found) != size)
                report(name_of(file) + "：原件大小与登记不符");
        }
    }

    void look_at_audit(Sqlite& database, const Vault& vault, const std::optional<AuditHead>& kept) {
        const AuditCheck audit = verify_audit(database, vault);
        check_.entries = audit.entries;
        check_.head = audit_head(database);
        if (audit.first_broken)
            report("audit/" + std::to_string(*audit.first_broken) +
                   "：审计链从这一条起断开，有条目被改动、删除或伪造");
        if (kept && !has_audit_entry(database, *kept))
            report("audit/" + std::to_string(kept->seq) +
                   "：与留存的审计链头不符，这一条之前的历史被改写过");
        for (const auto& [day, head] : kept_heads(folder_))
            if (!has_audit_entry(database, head))
                report("audit/" + std::to_string(head.seq) + "：与 " + day +
                       " 的每日凭证不符，那一天之前的历史被改写过");
    }

    void hash_originals() {
        for (const auto& file : files_) {
            hooks_.stop();
            if (!lies_in_its_place(file)) {
                report(name_of(file) + "：不是原件，不应放在这里");
                continue;
            }
            ++check_.originals;
            try {
                if (hash_of(file).sha256 != file.filename())
                    report(name_of(file) + "：原件已损坏（内容与校验值不符），请从备份恢复");
            } catch (const Error&) {
                report(name_of(file) + "：原件无法读出，请检查磁盘和权限");
            }
        }
    }

    std::string name_of(const fs::path& file) const {
        return file.lexically_relative(folder_).string();
    }

    const fs::path folder_;
    const HomeOptions& options_;
    const HomeCheckHooks& hooks_;
    HomeCheck check_;
    std::vector<fs::path> files_;
};

}  // namespace

HomeCheck check_home(const fs::path& folder, const HomeOptions& options,
                     const std::optional<AuditHead>& kept, const HomeCheckHooks& hooks) {
    return Inspection(Home::existing(folder), options, hooks).run(kept);
}

}  // namespace tanfang
