#include "tests/torture/file_operations.h"

#include <cerrno>
#include <csignal>
#include <fstream>
#include <iterator>

#include <sys/stat.h>

namespace tanfang::torture {

namespace fs = std::filesystem;
using Kind = Operation::Kind;

constinit Watch* watching = nullptr;

namespace {

/// Syncs of the database are SQLite's business.
bool is_of_the_database(const fs::path& file) {
    return file.filename().native().starts_with("home.db");
}

}  // namespace

Watch::Watch(Plan plan) : plan_(std::move(plan)) {
    if (plan_.hit == Plan::Hit::nothing)
        look_around();
    watching = this;
}

void Watch::look_around() {
    directories_at_start_.push_back(plan_.root);
    for (const auto& entry : fs::recursive_directory_iterator(plan_.root)) {
        if (entry.is_directory()) {
            directories_at_start_.push_back(entry.path());
            continue;
        }
        std::ifstream in(entry.path(), std::ios::binary);
        at_start_.push_back(
            {entry.path(), {std::istreambuf_iterator<char>(in), {}}, entry.last_write_time()});
        files_[entry.path()] = next_file_++;
    }
}

Watch::~Watch() {
    stop();
}

void Watch::stop() {
    watching = nullptr;
}

bool Watch::is_below_root(std::string_view path) const {
    return path.starts_with(plan_.root.native());
}

void Watch::note(Operation operation) {
    if (plan_.hit == Plan::Hit::nothing)
        trace_.push_back(std::move(operation));
}

void Watch::acknowledge(const fs::path& delivered) {
    note({Kind::acknowledge, -1, delivered, {}, 0, {}});
}

void Watch::note_open(int descriptor, const fs::path& path, bool created) {
    struct stat status {};
    const bool directory = ::fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode);
    Opened opened{path, -1, directory};
    if (!directory) {
        if (created)
            files_[path] = next_file_++;
        opened.file = files_[path];
    }
    opened_[descriptor] = opened;
    if (created)
        note({Kind::create, opened.file, path, {}, 0, {}});
}

void Watch::note_write(int descriptor, std::int64_t offset, const void* bytes, std::size_t count) {
    note({Kind::write,
          opened_.at(descriptor).file,
          {},
          {},
          offset,
          std::string(static_cast<const char*>(bytes), count)});
}

void Watch::note_resize(int descriptor, std::int64_t length) {
    note({Kind::resize, opened_.at(descriptor).file, {}, {}, length, {}});
}

void Watch::note_sync(int descriptor) {
    const Opened& opened = opened_.at(descriptor);
    note({opened.directory ? Kind::sync_directory : Kind::sync_file,
          opened.file,
          opened.path,
          {},
          0,
          {}});
}

void Watch::note_rename(const fs::path& from, const fs::path& to) {
    const int file = files_[from];
    files_.erase(from);
    files_[to] = file;
    note({Kind::rename, file, from, to, 0, {}});
}

void Watch::note_remove(const fs::path& path) {
    files_.erase(path);
    note({Kind::remove, -1, path, {}, 0, {}});
}

void Watch::note_make_directory(const fs::path& path) {
    note({Kind::make_directory, -1, path, {}, 0, {}});
}

bool Watch::fails_now(bool changes) {
    const bool failing = plan_.hit == Plan::Hit::fail_once || plan_.hit == Plan::Hit::fail_for_ever;
    if (!changes && !failing)
        return false;  // there is no use in dying at an operation that changes nothing
    ++operations_;
    if (plan_.hit == Plan::Hit::kill && operations_ == plan_.at)
        ::raise(SIGKILL);
    const bool now = (plan_.hit == Plan::Hit::fail_once && operations_ == plan_.at) ||
                     (plan_.hit == Plan::Hit::fail_for_ever && operations_ >= plan_.at);
    if (now)
        errno = plan_.error;
    return now;
}

bool Watch::dies_halfway() {
    return plan_.hit == Plan::Hit::kill && operations_ + 1 == plan_.at;
}

void Watch::note_failed_sync(int descriptor) {
    const auto& path = opened_.at(descriptor).path;
    if (!is_of_the_database(path))
        unsynced_ = path;
}

bool Watch::skips_sync(int descriptor) const {
    const Opened& opened = opened_.at(descriptor);
    if (opened.directory)
        return plan_.mistake == Mistake::no_directory_sync;
    return plan_.mistake == Mistake::no_file_sync && !is_of_the_database(opened.path);
}

}  // namespace tanfang::torture
