#include "pipeline/app/output_files.h"

#include "pipeline/base/error.h"

#include <cerrno>
#include <cstring>
#include <string_view>
#include <utility>

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

/// An open file; closing it is checked, because a full disk may show only then.
class Descriptor {
  public:
    explicit Descriptor(int fd) : fd_(fd) {}
    ~Descriptor() {
        if (fd_ >= 0)
            ::close(fd_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return fd_; }
    int close() {
        const int fd = fd_;
        fd_ = -1;
        return ::close(fd);
    }

  private:
    int fd_;
};

void write_all(int fd, std::string_view bytes, const fs::path& path) {
    while (!bytes.empty()) {
        const ssize_t written = write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR)
            fail(path, errno);
        if (written > 0)
            bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

/// A file under a temporary name, removed again unless it is put in its place.
class Draft {
  public:
    explicit Draft(const OutputFile& file)
        : path_(file.path), temporary_(file.path.string() + ".XXXXXX") {
        Descriptor out(mkstemp(temporary_.data()));
        if (out.get() < 0)
            fail(path_, errno);
        made_ = true;
        try {
            fchmod(out.get(), 0666 & ~current_umask());
            write_all(out.get(), file.bytes, path_);
            if (fsync(out.get()) != 0 || out.close() != 0)
                fail(path_, errno);
        } catch (...) {
            unlink(temporary_.c_str());
            throw;
        }
    }
    ~Draft() {
        if (made_)
            unlink(temporary_.c_str());
    }
    Draft(Draft&& other) noexcept
        : path_(std::move(other.path_)),
          temporary_(std::move(other.temporary_)),
          made_(std::exchange(other.made_, false)) {}
    Draft& operator=(Draft&&) = delete;

    void put_in_place() {
        if (rename(temporary_.c_str(), path_.c_str()) != 0)
            fail(path_, errno);
        made_ = false;
    }

  private:
    static mode_t current_umask() {
        const mode_t mask = umask(0);
        umask(mask);
        return mask;
    }
    fs::path path_;
    std::string temporary_;
    bool made_ = false;
};

}  // namespace

void write_files(const std::vector<OutputFile>& files) {
    std::vector<Draft> drafts;
    for (const auto& file : files) {
        std::error_code none;
        const auto status = fs::status(file.path, none);
        if (!fs::exists(status) || fs::is_regular_file(status)) {
            drafts.emplace_back(file);
            continue;
        }
        Descriptor out(open(file.path.c_str(), O_WRONLY | O_CLOEXEC));
        if (out.get() < 0)
            fail(file.path, errno);
        write_all(out.get(), file.bytes, file.path);
        if (out.close() != 0)
            fail(file.path, errno);
    }
    for (auto& draft : drafts) draft.put_in_place();
}

}  // namespace tanfang
