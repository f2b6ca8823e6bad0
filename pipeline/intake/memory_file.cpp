#include "pipeline/intake/memory_file.h"

#include "pipeline/base/error.h"

#include <cerrno>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace tanfang {

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
}

Descriptor::~Descriptor() {
    if (fd_ >= 0)
        close(fd_);
}

int Descriptor::release() noexcept {
    return std::exchange(fd_, -1);
}

Mapping::Mapping(int fd, std::size_t size, Use use) : size_(size) {
    const int access = use == Use::read ? PROT_READ : PROT_READ | PROT_WRITE;
    // The writer touches every page anyway: one call instead of a fault for each is faster.
    const int how = use == Use::write ? MAP_SHARED | MAP_POPULATE : MAP_SHARED;
    void* data = mmap(nullptr, size, access, how, fd, 0);
    if (data == MAP_FAILED)
        throw std::bad_alloc();
    data_ = static_cast<std::byte*>(data);
}

Mapping::Mapping(Mapping&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

Mapping& Mapping::operator=(Mapping&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    return *this;
}

Mapping::~Mapping() {
    if (data_)
        munmap(data_, size_);
}

namespace {

/// Opens without waiting for a writer, as a FIFO would.
Descriptor open_regular(const std::filesystem::path& path, const std::string& where) {
    Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    struct stat status {};
    if (!file.is_open()) {
        if (errno == EACCES)
            throw Error(Fault::unreadable_scan, where, "没有读取这个文件的权限，请检查文件权限");
        if (errno == ELOOP || errno == ENOENT)
            throw Error(Fault::unreadable_scan, where,
                        "文件不存在，或者链接指向的文件不存在，请检查路径");
        throw Error(Fault::unreadable_scan, where, "无法打开这个文件，请检查文件和磁盘");
    }
    if (fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode))
        throw Error(Fault::unreadable_scan, where,
                    "不是普通文件（是文件夹、管道或设备），请给出扫描文件");
    if (status.st_size > max_scan_bytes)
        throw Error(Fault::too_large, where, "文件超过 2 GB，请拆分后再读");
    return file;
}

void write_all(int fd, const std::vector<char>& buffer, ssize_t count) {
    for (ssize_t done = 0; done < count;) {
        const ssize_t written =
            write(fd, buffer.data() + done, static_cast<std::size_t>(count - done));
        if (written <= 0)
            throw Error(Fault::too_large, "", "内存不足，请关闭其他程序后重试");
        done += written;
    }
}

}  // namespace

Descriptor empty_memory_file() {
    Descriptor file(memfd_create("scan", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!file.is_open())
        throw Error(Fault::too_large, "", "内存不足，请关闭其他程序后重试");
    return file;
}

Descriptor memory_file_of_size(std::size_t size) {
    Descriptor file = empty_memory_file();
    if (ftruncate(file.get(), static_cast<off_t>(size)) != 0 ||
        fcntl(file.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW) != 0)
        throw Error(Fault::too_large, "", "内存不足，请关闭其他程序后重试");
    return file;
}

bool seal_memory_file(const Descriptor& file) noexcept {
    return fcntl(file.get(), F_ADD_SEALS,
                 F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) == 0;
}

Descriptor memory_copy_of(const std::filesystem::path& path, const std::string& where) {
    const Descriptor source = open_regular(path, where);
    Descriptor copy = empty_memory_file();
    std::vector<char> buffer(std::size_t{128} << 10);
    off_t total = 0;
    for (;;) {
        const ssize_t count = read(source.get(), buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            throw Error(Fault::unreadable_scan, where, "读取文件时出错，请检查磁盘或网络后重试");
        if (count == 0)
            break;
        total += count;
        if (total > max_scan_bytes)  // it grows while it is read
            throw Error(Fault::too_large, where, "文件超过 2 GB，请拆分后再读");
        write_all(copy.get(), buffer, count);
    }
    if (total == 0)
        throw Error(Fault::unreadable_scan, where, "文件是空的，请重新扫描");
    if (!seal_memory_file(copy))
        throw std::logic_error("cannot seal a memory file of our own");
    return copy;
}

std::size_t size_of(const Descriptor& file) {
    // Not fstat: for the kernel it is a call that takes paths too, which no confined child may
    // have.
    const off_t end = lseek(file.get(), 0, SEEK_END);
    return end < 0 ? 0 : static_cast<std::size_t>(end);
}

}  // namespace tanfang
