#include "pipeline/home/restore.h"

#include "pipeline/base/error.h"
#include "pipeline/home/durable_file.h"
#include "pipeline/home/home_lock.h"
#include "pipeline/home/synced_copy.h"

#include <algorithm>

#include <fcntl.h>

namespace tanfang {

namespace {

namespace fs = std::filesystem;

Error damaged(const fs::path& file, const std::string& what) {
    return {Fault::bad_home, file.string(), "备份已损坏，没有恢复：" + what};
}

fs::path beside(const fs::path& home) {
    fs::path staging = home;
    staging += ".restoring";
    return staging;
}

void copy_file(const fs::path& from, const fs::path& unfinished, const fs::path& to,
               const std::string& expected_sha256) {
    HashedBytes copied;
    {
        OpenFile source(from, O_RDONLY, Fault::bad_home);
        OpenFile target(unfinished, O_WRONLY | O_CREAT | O_TRUNC, Fault::output_failed);
        copied = copy_synced(source, target);
    }
    if (!expected_sha256.empty() && copied.sha256 != expected_sha256)
        throw damaged(from, "内容与校验值不符");
    publish(unfinished, to);
}

/// Copies what is not there yet. @return how many originals the backup should have and has not
int copy_originals(const BackupFolder& backup, const BackupContents& contents,
                   const BackupFolder& home, const BackupHooks& hooks) {
    int lost = 0;
    Sqlite database(home.path() / "home.db");
    database.query("SELECT sha256, bytes FROM file ORDER BY arrival", {}, [&](const SqlRow& row) {
        hooks.stop();
        const std::string sha256 = row.text(0);
        const auto& missing = contents.missing;
        if (has_bytes(home.original(sha256), row.integer(1)) ||
            std::find(missing.begin(), missing.end(), sha256) != missing.end())
            return;
        const fs::path from = backup.original(sha256);
        if (!is_there(from) ||
            !copy_original(from, home.unfinished(sha256), home.original(sha256))) {
            ++lost;
            hooks.report(sha256 + "：备份中的原件" + (is_there(from) ? "已损坏" : "不见了"));
        }
    });
    return lost;
}

void put_together(const BackupFolder& backup, const BackupContents& contents,
                  const fs::path& staging, const HomeOptions& options, const BackupHooks& hooks) {
    make_private_directory(staging);
    const HomeLock lock(staging);
    const BackupFolder home(staging);  // its originals lie as those of a backup
    for (const std::string name : {"originals", "tmp"}) make_private_directory(staging / name);
    for (const std::string name : {"home.db-wal", "home.db-shm"}) remove_file(staging / name);
    copy_file(options.key_file, home.unfinished("key"), staging / "key", "");
    copy_file(backup.database(contents.database), home.unfinished("home.db"), staging / "home.db",
              contents.database);
    if (copy_originals(backup, contents, home, hooks) > 0)
        throw damaged(backup.path(), "有原件不见了或已损坏，见上");
    for (const auto& entry : fs::directory_iterator(staging / "tmp")) remove_file(entry.path());
}

HomeCheck check(const BackupContents& contents, const fs::path& staging, const HomeOptions& options,
                const BackupHooks& hooks) {
    HomeOptions own_key = options;
    own_key.key_file.clear();
    const HomeCheck result =
        check_home(staging, own_key, parse_audit_head(contents.head), {hooks.report, hooks.stop});
    if (result.findings != static_cast<std::int64_t>(contents.missing.size()))
        throw damaged(staging, "核对不通过，见上");
    return result;
}

}  // namespace

RestoreResult restore_home(const fs::path& from, const fs::path& path, const HomeOptions& options,
                           const BackupHooks& hooks) {
    const BackupFolder backup(from);
    const auto contents = backup.contents();
    if (!contents)
        throw Error(Fault::bad_home, from.string(),
                    "这里没有完整的备份（没有 backup.json）。请检查 --from");
    Vault::open(options.key_file);
    const auto absolute = fs::absolute(path).lexically_normal();
    const fs::path home = absolute.has_filename() ? absolute : absolute.parent_path();
    if (is_there(home) && !(fs::is_directory(home) && fs::is_empty(home)))
        throw Error(Fault::bad_home, home.string(),
                    "该目录已有内容，不会被覆盖。请用 --home 指定一个新目录或空目录");
    const fs::path staging = beside(home);
    put_together(backup, *contents, staging, options, hooks);
    RestoreResult result{*contents, check(*contents, staging, options, hooks)};
    publish(staging, home);
    return result;
}

}  // namespace tanfang
