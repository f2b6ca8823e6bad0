#include "pipeline/home/home.h"

#include "pipeline/home/durable_file.h"
#include "pipeline/home/migrations.h"
#include "pipeline/home/row_places.h"
#include "pipeline/home/sortable_id.h"

#include <set>
#include <stdexcept>
#include <utility>

namespace tanfang {

namespace {

const std::string key_check_text = "tanfang home";
const std::string key_check_place = "setting/key_check";

/// Absolute and without a closing slash, so that the folder above it can be told. An address of a
/// database is refused before a folder of that name is made.
std::filesystem::path clean(const std::filesystem::path& folder) {
    if (folder.string().find("://") != std::string::npos)
        throw Error(Fault::bad_home, folder.string(), "数据目录只能是本机上的一个目录");
    const auto absolute = std::filesystem::absolute(folder).lexically_normal();
    return absolute.has_filename() ? absolute : absolute.parent_path();
}

std::filesystem::path key_path(const std::filesystem::path& folder, const HomeOptions& options) {
    return options.key_file.empty() ? folder / "key" : options.key_file;
}

/// A folder with other things in it is somebody's scans, not a new home.
void refuse_foreign_folder(const std::filesystem::path& folder) {
    static const std::set<std::string> ours = {"home.db", "home.db-wal", "home.db-shm", "key",
                                               "key.new", "lock",        "originals",   "tmp"};
    std::error_code error;
    const std::filesystem::directory_iterator entries(folder, error);
    if (error)
        throw Error(Fault::bad_home, folder.string(), "无法打开该目录，请检查权限");
    for (const auto& entry : entries)
        if (!ours.contains(entry.path().filename().string()))
            throw Error(Fault::bad_home, folder.string(),
                        "该目录不是 tanfang 的数据目录，而且里面已有别的文件。请用 --home "
                        "指定一个新目录或空目录");
}

bool has_row(Sqlite& database, const std::string& table, const std::string& column,
             const std::string& value) {
    bool found = false;
    database.query("SELECT 1 FROM " + table + " WHERE " + column + " = $1", {value},
                   [&](const SqlRow&) { found = true; });
    return found;
}

/// A delivery is these bytes, under this path, last written at this time.
std::string delivery_id(const Vault& vault, const std::filesystem::path& delivered,
                        const StoredOriginal& stored) {
    return vault.fingerprint(stored.sha256 + '\n' + std::to_string(stored.stamp.written_ns) + '\n' +
                             std::filesystem::absolute(delivered).string());
}

Vault open_or_create_vault(const std::filesystem::path& folder, const HomeOptions& options) {
    const auto key_file = key_path(folder, options);
    // With a database there are sealed texts: a new key could never open them.
    if (!is_there(key_file) && !is_there(folder / "home.db"))
        return Vault::create(key_file);
    return Vault::open(key_file);
}

}  // namespace

Home::Home(std::filesystem::path folder, HomeOptions options, std::optional<HomeLock> lock,
           Vault vault)
    : folder_(std::move(folder)),
      options_(std::move(options)),
      lock_(std::move(lock)),
      vault_(std::move(vault)),
      database_(std::make_unique<Sqlite>(folder_ / "home.db")),
      originals_(folder_, options_.after_step) {}

Home Home::open_or_create(const std::filesystem::path& path, HomeOptions options) {
    const auto folder = clean(path);
    if (!is_there(folder / "home.db")) {
        make_private_directory(folder);
        refuse_foreign_folder(folder);
    }
    HomeLock lock = HomeLock::beside_others(folder);
    Vault vault = open_or_create_vault(folder, options);
    Home home(folder, std::move(options), std::move(lock), std::move(vault));
    home.lock_->is_alone() ? home.make_or_mend() : home.join();
    return home;
}

/// Before others come in: nobody is receiving, so that what is half received is left over.
void Home::make_or_mend() {
    migrate(*database_);
    sync_directory(folder_);  // the database's own entry
    if (!knows_its_key())
        note_creation();
    originals_.prepare();
    lock_->let_others_in();
}

/// Whoever is there already has made and mended it.
void Home::join() {
    if (schema_of(*database_) < newest_schema())
        throw Error(
            Fault::bad_home, folder_.string(),
            "旧版本的 tanfang 正在使用该数据目录。请先停止它（复核台、监视），再用新版本打开");
    migrate(*database_);  // refuses a newer home
    knows_its_key();
    originals_.note_durable_folders();
}

Home Home::open_to_read(const std::filesystem::path& path, HomeOptions options) {
    const auto folder = existing(path);
    Home home(folder, options, std::nullopt, key_of(folder, options));
    if (schema_of(*home.database_) < newest_schema() || !home.knows_its_key())
        return open_or_create(folder, std::move(options));  // migrating and finishing need the lock
    migrate(*home.database_);                               // refuses a newer home
    return home;
}

std::filesystem::path Home::existing(const std::filesystem::path& path) {
    auto folder = clean(path);
    if (!is_there(folder / "home.db"))
        throw Error(Fault::bad_home, folder.string(),
                    "这里没有 tanfang 的数据目录。请检查 --home，或先用 ingest 导入扫描件");
    return folder;
}

Vault Home::key_of(const std::filesystem::path& folder, const HomeOptions& options) {
    return Vault::open(key_path(folder, options));
}

bool Home::knows_its_key() {
    std::optional<std::string> sealed;
    database_->query("SELECT value FROM setting WHERE name = 'key_check'", {},
                     [&](const SqlRow& row) { sealed = row.text(0); });
    if (sealed)
        vault_.unseal(*sealed, key_check_place);
    return sealed.has_value();
}

void Home::note_creation() {
    SqlTransaction transaction(*database_);
    append_audit(*database_, vault_, {options_.actor, "home.created", "home", Json::object()});
    database_->run("INSERT INTO setting (name, value) VALUES ('key_check', $1)",
                   {vault_.seal(key_check_text, key_check_place)});
    transaction.commit();
}

Receipt Home::receive(const std::filesystem::path& delivered, const std::string& batch) {
    return note_delivery(originals_.keep(delivered), delivered, batch);
}

Receipt Home::receive(OpenFile opened, const std::filesystem::path& name,
                      const std::string& batch) {
    return note_delivery(originals_.keep(std::move(opened), name), name, batch);
}

Receipt Home::note_delivery(const StoredOriginal& stored, const std::filesystem::path& delivered,
                            const std::string& batch) {
    const std::string delivery = delivery_id(vault_, delivered, stored);
    SqlTransaction transaction(*database_);
    Receipt receipt{stored.sha256, has_row(*database_, "file", "sha256", stored.sha256),
                    stored.stamp};
    if (has_row(*database_, "delivery", "id", delivery))
        return receipt;
    const auto seq = append_audit(*database_, vault_,
                                  {options_.actor,
                                   receipt.known ? "file.delivered_again" : "file.received",
                                   "file/" + stored.sha256,
                                   {{"delivery", delivery}, {"batch", batch}}});
    database_->run(
        "INSERT INTO file (sha256, bytes, state, arrival) VALUES ($1, $2, 'received', $3) ON "
        "CONFLICT DO NOTHING",
        {stored.sha256, stored.stamp.bytes, seq});
    database_->run(
        "INSERT INTO delivery (id, sha256, batch, name_sealed, arrival) VALUES ($1, $2, $3, $4, "
        "$5)",
        {delivery, stored.sha256, batch, vault_.seal(delivered.string(), delivery_place(delivery)),
         seq});
    options_.after_step();
    transaction.commit();
    options_.after_step();
    return receipt;
}

std::vector<UnreadFile> Home::unread() {
    std::vector<UnreadFile> files;
    database_->query(
        "SELECT file.sha256, delivery.id, delivery.name_sealed FROM file"
        " JOIN delivery ON delivery.arrival = file.arrival"
        " WHERE file.state = 'received' ORDER BY file.arrival",
        {}, [&](const SqlRow& row) {
            files.push_back({row.text(0), originals_.path_of(row.text(0)),
                             vault_.unseal(row.text(2), delivery_place(row.text(1)))});
        });
    return files;
}

FileProgress Home::progress(const std::string& sha256) {
    FileProgress progress;
    database_->query("SELECT state = 'read' FROM file WHERE sha256 = $1", {sha256},
                     [&](const SqlRow& row) { progress.read = row.integer(0) != 0; });
    database_->query("SELECT status, COUNT(*) FROM page WHERE sha256 = $1 GROUP BY status",
                     {sha256}, [&](const SqlRow& row) {
                         const PageStatus status = page_status_named(row.text(0));
                         (status == PageStatus::accepted ? progress.accepted
                          : status == PageStatus::review ? progress.review
                                                         : progress.rejected) =
                             static_cast<int>(row.integer(1));
                     });
    return progress;
}

void Home::finish_file(const std::string& sha256, int pages) {
    SqlTransaction transaction(*database_);
    std::int64_t stored = 0;
    database_->query("SELECT COUNT(*) FROM page WHERE sha256 = $1", {sha256},
                     [&](const SqlRow& row) { stored = row.integer(0); });
    if (stored < pages)
        throw std::logic_error("a file has " + std::to_string(pages) + " pages, " +
                               std::to_string(stored) + " stored");
    const auto seq = append_audit(
        *database_, vault_, {options_.actor, "file.read", "file/" + sha256, {{"pages", stored}}});
    database_->run("UPDATE file SET state = 'read', pages = $1, finished = $2 WHERE sha256 = $3",
                   {stored, seq, sha256});
    options_.after_step();
    transaction.commit();
    options_.after_step();
}

AuditCheck Home::check_audit() {
    return verify_audit(*database_, vault_);
}

}  // namespace tanfang
