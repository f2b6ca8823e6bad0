/// The store of originals: every received file, byte for byte, under its SHA-256.
///
/// in:  a file as delivered
/// out: originals/aa/SHA256, mode 0600, where aa are the first two digits
#pragma once

#include "pipeline/home/durable_file.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <set>
#include <string>

namespace tanfang {

struct StoredOriginal {
    std::string sha256;  ///< 64 hex digits
    FileStamp stamp;     ///< of the delivered file
};

/// Several programs may keep originals in one home at the same time.
class Originals {
  public:
    /// @param home        the folder of the home
    /// @param after_step  called after each step that is durable by itself (tests crash there)
    Originals(const std::filesystem::path& home, std::function<void()> after_step);

    /// Makes originals/ and tmp/ where they lack and removes what a crash left half written. Only
    /// for who has the home alone, before the first keep().
    void prepare();

    /// For who comes later: what the others have made counts as durable from now on.
    void note_durable_folders();

    /// Copies a file into the store. When it returns, the copy survives a power cut. A file that is
    /// there already is written again, which also heals a copy that the disk has damaged.
    ///
    /// @throws Error  Fault::unreadable_scan if it is no regular file, cannot be read, or changes
    ///                while it is being read (a scanner still writes it);
    ///                Fault::output_failed if the copy cannot be written
    StoredOriginal keep(const std::filesystem::path& delivered);

    /// The same for a file that is open for reading, at its start.
    StoredOriginal keep(OpenFile from, const std::filesystem::path& delivered);

    std::filesystem::path path_of(const std::string& sha256) const;

  private:
    void publish_in_its_folder(const std::filesystem::path& unfinished,
                               const std::filesystem::path& final_name);

    std::filesystem::path originals_;
    std::filesystem::path unfinished_;
    std::function<void()> after_step_;
    std::set<std::filesystem::path>
        durable_folders_;  ///< below originals/, whose entries are durable
};

}  // namespace tanfang
