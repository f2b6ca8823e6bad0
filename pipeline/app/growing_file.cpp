#include "pipeline/app/growing_file.h"

#include "pipeline/base/error.h"

#include <cerrno>
#include <cstring>
#include <map>
#include <set>
#include <string>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace fs = std::filesystem;

namespace tanfang {

namespace {

constexpr std::string_view draft_mark = ".XXXXXX";  // of mkostemp(), which replaces the X

[[noreturn]] void fail(const fs::path& path, int error) {
    throw Error(Fault::output_failed, path.string(),
                error == 0 ? "写入失败，磁盘可能已满"
                           : std::string("无法写入文件：") + std::strerror(error));
}

void synchronize(const fs::path& path, int flags) {
    const Descriptor file(open(path.c_str(), flags | O_CLOEXEC));
    if (file.get() < 0 || fsync(file.get()) != 0)
        fail(path, errno);
}

fs::path folder_of(const fs::path& file) {
    return file.has_parent_path() ? file.parent_path() : fs::path(".");
}

/// An empty file beside `path`, with the rights that a new file gets.
Descriptor new_neighbor(const fs::path& path, fs::path& neighbor) {
    std::string name = path.string() + std::string(draft_mark);
    Descriptor file(mkostemp(name.data(), O_CLOEXEC));
    if (file.get() < 0)
        fail(path, errno);
    neighbor = name;
    flock(file.get(), LOCK_EX | LOCK_NB);  // never held by another: the name is new
    const mode_t mask = umask(0);
    umask(mask);
    fchmod(file.get(), 0666 & ~mask);
    return file;
}

/// Removes a draft unless a living process holds it.
void remove_if_stale(const fs::path& draft) {
    const Descriptor file(open(draft.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (file.get() >= 0 && flock(file.get(), LOCK_EX | LOCK_NB) == 0)
        unlink(draft.c_str());
}

}  // namespace

void make_durable(const fs::path& file) {
    synchronize(file, O_RDONLY);
    synchronize(folder_of(file), O_RDONLY | O_DIRECTORY);
}

void remove_stale_drafts(const std::vector<fs::path>& files) {
    std::map<fs::path, std::set<std::string>> names;
    for (const auto& file : files) names[folder_of(file)].insert(file.filename());
    for (const auto& [folder, known] : names) {
        std::error_code unreadable;
        for (const auto& entry : fs::directory_iterator(folder, unreadable)) {
            const std::string name = entry.path().filename();
            const std::size_t length = name.size() - std::min(name.size(), draft_mark.size());
            if (name[length] == '.' && known.contains(name.substr(0, length)))
                remove_if_stale(entry.path());
        }
    }
}

GrowingFile::GrowingFile(fs::path path) : path_(std::move(path)) {
    std::error_code none;
    const auto status = fs::status(path_, none);
    if (!fs::exists(status) || fs::is_regular_file(status))
        held_ = new_neighbor(path_, temporary_);
    errno = 0;
    out_.open(temporary_.empty() ? path_ : temporary_, std::ios::binary);
    if (!out_)
        fail(path_, errno);
}

GrowingFile::~GrowingFile() {
    if (!temporary_.empty())
        unlink(temporary_.c_str());
}

void GrowingFile::complete() {
    if (!out_.is_open())
        return;
    const bool written = static_cast<bool>(out_);
    errno = 0;
    out_.close();
    if (!written || !out_)
        fail(path_, errno);
    if (!temporary_.empty())
        synchronize(temporary_, O_RDONLY);
}

void GrowingFile::put_in_place() {
    complete();
    if (temporary_.empty())
        return;
    if (rename(temporary_.c_str(), path_.c_str()) != 0)
        fail(path_, errno);
    temporary_.clear();
    make_durable(path_);
}

}  // namespace tanfang
