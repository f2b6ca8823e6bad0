/// A file that is written bit by bit and appears whole or not at all.
#pragma once

#include "pipeline/intake/memory_file.h"

#include <filesystem>
#include <fstream>
#include <vector>

namespace tanfang {

/// Grows under a temporary name beside its place, NAME.XXXXXX. What is no regular file (a pipe,
/// /dev/full) is written directly.
class GrowingFile {
  public:
    /// @throws Error  Fault::output_failed, naming the file
    explicit GrowingFile(std::filesystem::path path);
    GrowingFile(const GrowingFile&) = delete;
    GrowingFile& operator=(const GrowingFile&) = delete;
    ~GrowingFile();  ///< removes what was not put in place

    std::ostream& stream() { return out_; }

    /// Puts all bytes on the disk. Call before put_in_place() where several files belong together.
    /// @throws Error  Fault::output_failed, naming the file
    void complete();

    /// Completes the file and puts it in its place; an existing file is replaced.
    /// @throws Error  Fault::output_failed, naming the file
    void put_in_place();

  private:
    std::filesystem::path path_;
    std::filesystem::path temporary_;  ///< empty: written directly
    Descriptor held_;                  ///< locks the draft as long as this lives
    std::ofstream out_;                ///< closed: complete
};

/// Removes the drafts of these files whose writers were killed; what another process is writing
/// stays.
void remove_stale_drafts(const std::vector<std::filesystem::path>& files);

/// The file's bytes and its place in the folder are on the disk, not only in the system's memory.
/// @throws Error  Fault::output_failed, naming the file
void make_durable(const std::filesystem::path& file);

}  // namespace tanfang
