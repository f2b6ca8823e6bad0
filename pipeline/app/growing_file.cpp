#include "pipeline/app/growing_file.h"

#include "pipeline/base/error.h"

#include <cerrno>
#include <cstring>
#include <string>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace fs = std::filesystem;

namespace tanfang {

namespace {

[[noreturn]] void fail(const fs::path& path, int error) {
    throw Error(Fault::output_failed, path.string(),
                std::string("无法写入文件：") + std::strerror(error));
}

void synchronize(const fs::path& path, int flags) {
    const int fd = open(path.c_str(), flags | O_CLOEXEC);
    const int error = fd < 0 || fsync(fd) != 0 ? errno : 0;
    if (fd >= 0)
        close(fd);
    if (error != 0)
        fail(path, error);
}

/// An empty file beside `path`, with the rights that a new file gets.
fs::path new_neighbor(const fs::path& path) {
    std::string name = path.string() + ".XXXXXX";
    const int fd = mkostemp(name.data(), O_CLOEXEC);
    if (fd < 0)
        fail(path, errno);
    const mode_t mask = umask(0);
    umask(mask);
    fchmod(fd, 0666 & ~mask);
    close(fd);
    return name;
}

}  // namespace

void make_durable(const fs::path& file) {
    synchronize(file, O_RDONLY);
    const fs::path folder = file.parent_path();
    synchronize(folder.empty() ? "." : folder, O_RDONLY | O_DIRECTORY);
}

GrowingFile::GrowingFile(fs::path path) : path_(std::move(path)) {
    std::error_code none;
    const auto status = fs::status(path_, none);
    if (!fs::exists(status) || fs::is_regular_file(status))
        temporary_ = new_neighbor(path_);
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
    errno = 0;
    out_.close();
    if (!out_)
        fail(path_, errno != 0 ? errno : EIO);
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
