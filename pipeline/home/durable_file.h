/// Files that are complete or absent, also after a power cut: written aside, synced, renamed.
///
/// A failed fsync is never tried again, for a second one may succeed although the bytes are lost
/// (PostgreSQL's lesson of 2018): every failure here ends the run, and the work is redone at the
/// next.
#pragma once

#include "pipeline/base/error.h"
#include "pipeline/base/file_stamp.h"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>

namespace tanfang {

/// An open file; closed at the end.
class OpenFile {
  public:
    /// @param flags  as for open(2), O_CLOEXEC is added; files are made with mode 0600
    /// @throws Error  `fault` if it cannot be opened
    OpenFile(const std::filesystem::path& file, int flags, Fault fault);
    /// Takes a file that is open already.
    OpenFile(int descriptor, const std::filesystem::path& name, Fault fault) noexcept;
    ~OpenFile();
    OpenFile(OpenFile&& other) noexcept;
    OpenFile& operator=(OpenFile&&) = delete;

    int descriptor() const noexcept { return descriptor_; }

    /// Reads up to the size of the buffer. @return how many bytes; 0 at the end of the file
    std::size_t read(std::span<std::byte> buffer);
    void write(std::span<const std::byte> bytes);  ///< all of them
    /// Lets the disk begin with what was written, so that sync() waits less; promises nothing.
    void start_writing_back() noexcept;
    void sync();  ///< to the disk

  private:
    [[noreturn]] void fail() const;

    std::filesystem::path file_;
    Fault fault_;
    int descriptor_;
};

/// Whether something has this name. False also where that cannot be told: opening it will say why.
bool is_there(const std::filesystem::path& file);

/// Makes a directory's entries durable: files created, renamed or removed in it.
void sync_directory(const std::filesystem::path& directory);

/// Makes a directory for its owner only (0700); nothing happens if it exists. Its entry is durable
/// only once the directory above is synced.
void create_private_directory(const std::filesystem::path& directory);

/// Makes a directory for its owner only (0700) and its entry durable; nothing happens if it exists.
void make_private_directory(const std::filesystem::path& directory);

/// Moves a synced file to its final name on the same file system, durably; replaces what is there.
void publish(const std::filesystem::path& written, const std::filesystem::path& final_name);

/// Removes a file, where there is one. That it is gone is not durable yet.
///
/// @throws Error  Fault::output_failed if it cannot be removed
void remove_file(const std::filesystem::path& file);

/// Moves a delivered file into a folder on its own file system, durably and never over another
/// file. To be called only after Home::receive() has returned, or for what will never be received.
///
/// @param received  Receipt::stamp: a file that was put under this name since stays where it is
/// @return          where the file lies now, "a (2).pdf" if the name was taken; nothing if there is
///                  another file now, which has to be received first
/// @throws Error    Fault::unreadable_scan if it cannot be moved: read-only, gone, share away
std::optional<std::filesystem::path> move_delivered(const std::filesystem::path& delivered,
                                                    const FileStamp& received,
                                                    const std::filesystem::path& folder);

/// The words of the last system error with the fault, for what it concerns.
///
/// @throws Error  always: `fault`, the file, the system's reason and what to do
[[noreturn]] void throw_system_error(Fault fault, const std::filesystem::path& file);

}  // namespace tanfang
