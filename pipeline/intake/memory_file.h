/// Files that live in memory only (memfd): scan bytes on their way in, pixels on their way back.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>

#include <sys/types.h>

namespace tanfang {

/// An owned file descriptor.
class Descriptor {
  public:
    Descriptor() = default;
    explicit Descriptor(int fd) noexcept : fd_(fd) {}
    Descriptor(Descriptor&& other) noexcept : fd_(other.release()) {}
    Descriptor& operator=(Descriptor&& other) noexcept;
    ~Descriptor();

    int get() const noexcept { return fd_; }
    bool is_open() const noexcept { return fd_ >= 0; }
    int release() noexcept;

  private:
    int fd_ = -1;
};

/// An owned mapping of a file into memory; unmapped at the end.
class Mapping {
  public:
    enum class Use { read, write };

    Mapping() = default;
    /// @throws std::bad_alloc if there is no room
    Mapping(int fd, std::size_t size, Use use);
    Mapping(Mapping&& other) noexcept;
    Mapping& operator=(Mapping&& other) noexcept;
    ~Mapping();

    std::byte* data() const noexcept { return data_; }
    std::size_t size() const noexcept { return size_; }
    std::span<const std::byte> bytes() const noexcept { return {data_, size_}; }

  private:
    std::byte* data_ = nullptr;
    std::size_t size_ = 0;
};

/// A new, empty file in memory that can grow.
/// @throws Error  Fault::too_large if there is no memory for it
Descriptor empty_memory_file();

/// A new file in memory of `size` bytes, all zero, whose size nobody can change any more.
/// @throws Error  Fault::too_large if there is no memory for it
Descriptor memory_file_of_size(std::size_t size);

/// Forbids every further change. Fails while somebody can still write through a mapping.
bool seal_memory_file(const Descriptor& file) noexcept;

/// Copies a file into memory and seals the copy, so that nobody can change it while it is decoded.
///
/// @param file  a regular file, or a link to one
/// @throws Error  Fault::unreadable_scan if it is no regular file, empty, or cannot be read;
///                Fault::too_large above max_scan_bytes
Descriptor memory_copy_of(const std::filesystem::path& file, const std::string& where);

/// 200 colour pages at 600 dpi in one PDF stay below.
inline constexpr off_t max_scan_bytes = off_t{2} << 30;

std::size_t size_of(const Descriptor& file);

}  // namespace tanfang
