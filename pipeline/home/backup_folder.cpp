#include "pipeline/home/backup_folder.h"

#include "pipeline/base/error.h"
#include "pipeline/base/json.h"
#include "pipeline/external/sodium.h"
#include "pipeline/home/durable_file.h"
#include "pipeline/home/synced_copy.h"

#include <fstream>
#include <iterator>

#include <fcntl.h>

namespace tanfang {

namespace {

namespace fs = std::filesystem;

const std::string schema = "tanfang-backup/1";

}  // namespace

std::optional<BackupContents> BackupFolder::contents() const {
    const fs::path file = folder_ / "backup.json";
    std::ifstream in(file, std::ios::binary);
    if (!in)
        return std::nullopt;
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    try {
        const Json json = Json::parse(text);
        if (json.at("schema") != schema)
            throw Error(Fault::bad_home, file.string(),
                        "这个备份由更新版本的程序建立，请升级 tanfang 后再用");
        BackupContents contents;
        contents.made = json.at("made");
        contents.home = json.at("home");
        contents.database = json.at("database");
        contents.head = json.at("head");
        contents.originals = json.at("originals");
        contents.missing = json.at("missing").get<std::vector<std::string>>();
        return contents;
    } catch (const Json::exception&) {
        throw Error(Fault::bad_home, file.string(), "备份已损坏：目录文件读不懂");
    }
}

void BackupFolder::publish_contents(const BackupContents& contents) const {
    const Json json = {{"schema", schema},           {"made", contents.made},
                       {"home", contents.home},      {"database", contents.database},
                       {"head", contents.head},      {"originals", contents.originals},
                       {"missing", contents.missing}};
    const fs::path written = unfinished("backup.json");
    {
        OpenFile file(written, O_WRONLY | O_CREAT | O_TRUNC, Fault::output_failed);
        file.write(bytes_of(json.dump(2) + "\n"));
        file.sync();
    }
    publish(written, folder_ / "backup.json");
}

bool copy_original(const fs::path& from, const fs::path& unfinished, const fs::path& to) {
    OpenFile source(from, O_RDONLY | O_NONBLOCK | O_NOFOLLOW, Fault::bad_home);
    HashedBytes copied;
    {
        OpenFile target(unfinished, O_WRONLY | O_CREAT | O_TRUNC, Fault::output_failed);
        copied = copy_synced(source, target);
    }
    if (copied.sha256 != to.filename()) {
        std::error_code ignored;  // it is removed at the next start
        fs::remove(unfinished, ignored);
        return false;
    }
    make_private_directory(to.parent_path());
    publish(unfinished, to);
    return true;
}

bool has_bytes(const fs::path& file, std::int64_t bytes) {
    std::error_code missing;
    const auto size = fs::file_size(file, missing);
    return !missing && static_cast<std::int64_t>(size) == bytes;
}

}  // namespace tanfang
