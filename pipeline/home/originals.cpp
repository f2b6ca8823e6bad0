#include "pipeline/home/originals.h"

#include "pipeline/external/sodium.h"
#include "pipeline/home/durable_file.h"
#include "pipeline/home/sortable_id.h"

#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>

namespace tanfang {

namespace {

constexpr std::size_t copy_buffer_bytes = 1 << 18;

struct stat status_of(const OpenFile& file, const std::filesystem::path& name) {
    struct stat status {};
    if (::fstat(file.descriptor(), &status) != 0)
        throw_system_error(Fault::unreadable_scan, name);
    return status;
}

bool same_content(const struct stat& a, const struct stat& b) {
    return a.st_size == b.st_size && a.st_mtim.tv_sec == b.st_mtim.tv_sec &&
           a.st_mtim.tv_nsec == b.st_mtim.tv_nsec;
}

/// Copies everything and syncs the copy.
StoredOriginal copy_synced(OpenFile& from, OpenFile& to) {
    Sha256 hash;
    StoredOriginal stored;
    std::vector<std::byte> buffer(copy_buffer_bytes);
    while (const std::size_t count = from.read(buffer)) {
        const auto piece = std::span<const std::byte>(buffer).first(count);
        hash.update(piece);
        to.write(piece);
        stored.bytes += static_cast<std::int64_t>(count);
    }
    to.sync();
    stored.sha256 = hash.hex();
    return stored;
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
    for (const auto& entry : std::filesystem::directory_iterator(unfinished_))
        std::filesystem::remove(entry.path());
}

StoredOriginal Originals::keep(const std::filesystem::path& delivered) {
    // O_NONBLOCK: a FIFO without a writer would block for ever
    OpenFile from(delivered, O_RDONLY | O_NONBLOCK, Fault::unreadable_scan);
    const auto before = status_of(from, delivered);
    if (!S_ISREG(before.st_mode))
        throw Error(Fault::unreadable_scan, delivered.string(), "不是普通文件，已跳过");
    const auto unfinished = unfinished_ / new_sortable_id();
    const RemoveAtEnd remove{unfinished};
    StoredOriginal stored;
    {
        OpenFile to(unfinished, O_WRONLY | O_CREAT | O_EXCL, Fault::output_failed);
        stored = copy_synced(from, to);
    }
    if (const auto after = status_of(from, delivered);
        !same_content(before, after) || after.st_size != stored.bytes)
        throw Error(Fault::unreadable_scan, delivered.string(),
                    "文件还在写入中，请等扫描完成后再导入");
    after_step_();
    const auto final_name = path_of(stored.sha256);
    make_private_directory(final_name.parent_path());
    publish(unfinished, final_name);
    after_step_();
    return stored;
}

std::filesystem::path Originals::path_of(const std::string& sha256) const {
    return originals_ / sha256.substr(0, 2) / sha256;
}

}  // namespace tanfang
