#include "pipeline/home/originals.h"

#include "pipeline/home/durable_file.h"
#include "pipeline/home/sortable_id.h"
#include "pipeline/home/synced_copy.h"

#include <utility>

#include <fcntl.h>
#include <sys/stat.h>

namespace tanfang {

namespace {

struct stat status_of(const OpenFile& file, const std::filesystem::path& name) {
    struct stat status {};
    if (::fstat(file.descriptor(), &status) != 0)
        throw_system_error(Fault::unreadable_scan, name);
    return status;
}

/// Removes the file at the end unless it was renamed away.
struct RemoveAtEnd {
    const std::filesystem::path& file;
    ~RemoveAtEnd() {
        std::error_code ignored;  // a left-over is removed at the next start
        std::filesystem::remove(file, ignored);
    }
};

}  // namespace

Originals::Originals(const std::filesystem::path& home, std::function<void()> after_step)
    : originals_(home / "originals"),
      unfinished_(home / "tmp"),
      after_step_(std::move(after_step)) {}

void Originals::prepare() {
    make_private_directory(originals_);
    make_private_directory(unfinished_);
    note_durable_folders();
    for (const auto& entry : std::filesystem::directory_iterator(unfinished_))
        remove_file(entry.path());
}

void Originals::note_durable_folders() {
    std::set<std::filesystem::path> folders;
    for (const auto& entry : std::filesystem::directory_iterator(originals_))
        folders.insert(entry.path());
    // Last: whoever made a folder may have crashed before its entry was durable, or is about to
    // sync.
    sync_directory(originals_);
    durable_folders_.merge(folders);
}

StoredOriginal Originals::keep(const std::filesystem::path& delivered) {
    // O_NONBLOCK: a FIFO without a writer would block for ever
    return keep(OpenFile(delivered, O_RDONLY | O_NONBLOCK, Fault::unreadable_scan), delivered);
}

StoredOriginal Originals::keep(OpenFile from, const std::filesystem::path& delivered) {
    const auto before = status_of(from, delivered);
    if (!S_ISREG(before.st_mode))
        throw Error(Fault::unreadable_scan, delivered.string(), "不是普通文件，已跳过");
    const auto unfinished = unfinished_ / new_sortable_id();
    const RemoveAtEnd remove{unfinished};
    HashedBytes copied;
    {
        OpenFile to(unfinished, O_WRONLY | O_CREAT | O_EXCL, Fault::output_failed);
        copied = copy_synced(from, to);
    }
    const FileStamp stamp = stamp_of(status_of(from, delivered));
    if (stamp != stamp_of(before) || stamp.bytes != copied.bytes)
        throw Error(Fault::unreadable_scan, delivered.string(),
                    "文件还在写入中，请等扫描完成后再导入");
    after_step_();
    const auto final_name = path_of(copied.sha256);
    publish_in_its_folder(unfinished, final_name);
    after_step_();
    return {copied.sha256, stamp};
}

void Originals::publish_in_its_folder(const std::filesystem::path& unfinished,
                                      const std::filesystem::path& final_name) {
    const auto folder = final_name.parent_path();
    const bool durable = durable_folders_.contains(folder);
    if (!durable)
        create_private_directory(folder);
    publish(unfinished, final_name);
    if (durable)
        return;
    // Last: a journaling file system has written this entry with the one before, and is done at
    // once.
    sync_directory(originals_);
    durable_folders_.insert(folder);
}

std::filesystem::path Originals::path_of(const std::string& sha256) const {
    return originals_ / sha256.substr(0, 2) / sha256;
}

}  // namespace tanfang
