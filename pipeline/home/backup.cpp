#include "pipeline/home/backup.h"

#include "pipeline/base/error.h"
#include "pipeline/external/sqlite.h"
#include "pipeline/home/audit.h"
#include "pipeline/home/durable_file.h"
#include "pipeline/home/home.h"
#include "pipeline/home/home_lock.h"
#include "pipeline/home/sortable_id.h"
#include "pipeline/home/synced_copy.h"

#include <set>

#include <fcntl.h>

namespace tanfang {

namespace {

namespace fs = std::filesystem;

void refuse_unfit_folder(const fs::path& home, const fs::path& to) {
    const auto home_inside = fs::weakly_canonical(home);
    const auto folder = fs::weakly_canonical(to);
    const auto begins_with = [](const fs::path& path, const fs::path& start) {
        return std::mismatch(start.begin(), start.end(), path.begin(), path.end()).first ==
               start.end();
    };
    if (begins_with(folder, home_inside) || begins_with(home_inside, folder))
        throw Error(Fault::bad_home, to.string(), "备份目录和数据目录不能互相包含，请另选一个目录");
    static const std::set<std::string> ours = {"backup.json", "db", "originals", "tmp", "lock"};
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(to, none))
        if (!ours.contains(entry.path().filename().string()))
            throw Error(Fault::bad_home, to.string(),
                        "该目录里有别的文件，不能用来存放备份。请用 --to 指定一个新目录或空目录");
}

void make_folders(const BackupFolder& folder) {
    for (const std::string name : {"db", "originals", "tmp"})
        make_private_directory(folder.path() / name);
    for (const auto& entry : fs::directory_iterator(folder.path() / "tmp"))
        remove_file(entry.path());
}

struct Listed {
    std::string sha256;
    std::int64_t bytes = 0;
};

/// The database of one moment, and what it says.
struct Snapshot {
    fs::path file;
    BackupContents contents;
    std::vector<Listed> originals;
};

std::string first_entry(Sqlite& database) {
    std::string hash;
    database.query("SELECT hash FROM audit WHERE seq = 1", {},
                   [&](const SqlRow& row) { hash = row.text(0); });
    return hash;
}

Snapshot take_snapshot(const fs::path& home, const fs::path& file) {
    Sqlite(home / "home.db").copy_to(file);
    Snapshot snapshot;
    snapshot.file = file;
    {
        Sqlite copy(file);
        copy.query("PRAGMA integrity_check", {}, [&](const SqlRow& row) {
            if (row.text(0) != "ok")
                throw Error(
                    Fault::bad_home, home.string(),
                    "数据库已损坏，没有备份，以免覆盖以前的好备份。请用 tanfang check 核对，"
                    "并从备份恢复");
        });
        snapshot.contents.home = first_entry(copy);
        snapshot.contents.head = audit_head(copy).text();
        copy.query("SELECT sha256, bytes FROM file ORDER BY arrival", {}, [&](const SqlRow& row) {
            snapshot.originals.push_back({row.text(0), row.integer(1)});
        });
    }
    OpenFile(file, O_RDWR, Fault::output_failed).sync();
    snapshot.contents.database = hash_of(file).sha256;
    snapshot.contents.originals = static_cast<std::int64_t>(snapshot.originals.size());
    return snapshot;
}

/// @return false if the home has not got it as it was
bool copy_from_home(const fs::path& home, const Listed& original, const BackupFolder& to) {
    const fs::path from = home / "originals" / original.sha256.substr(0, 2) / original.sha256;
    try {
        return copy_original(from, to.unfinished(original.sha256), to.original(original.sha256));
    } catch (const Error& error) {
        if (error.fault() != Fault::bad_home)  // the home's disk, not the backup's
            throw;
        return false;
    }
}

void remove_older_databases(const BackupFolder& folder, const std::string& current) {
    for (const auto& entry : fs::directory_iterator(folder.path() / "db"))
        if (entry.path() != folder.database(current))
            remove_file(entry.path());
}

}  // namespace

BackupResult back_up_home(const fs::path& path, const fs::path& to, const BackupHooks& hooks) {
    const fs::path home = Home::existing(path);
    refuse_unfit_folder(home, to);
    make_private_directory(to);
    const HomeLock lock(to);
    const BackupFolder folder(to);
    const auto before = folder.contents();
    make_folders(folder);
    Snapshot snapshot = take_snapshot(home, folder.unfinished("home.db"));
    if (before && before->home != snapshot.contents.home)
        throw Error(Fault::bad_home, to.string(), "该目录里是另一个数据目录的备份，请另选一个目录");
    BackupResult result;
    for (const auto& original : snapshot.originals) {
        hooks.stop();
        if (has_bytes(folder.original(original.sha256), original.bytes))
            continue;
        if (copy_from_home(home, original, folder)) {
            ++result.copied;
        } else {
            snapshot.contents.missing.push_back(original.sha256);
            hooks.report(original.sha256 + "：原件不见了或已损坏，没有备份到");
        }
    }
    snapshot.contents.made = timestamp_now();
    publish(snapshot.file, folder.database(snapshot.contents.database));
    folder.publish_contents(snapshot.contents);
    remove_older_databases(folder, snapshot.contents.database);
    result.contents = snapshot.contents;
    return result;
}

}  // namespace tanfang
