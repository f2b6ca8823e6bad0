/// Remembers during a print run which set got which serial, so that an interrupted run goes on and
/// no serial stands on two people's paper.
///
/// The ledger is the file MANIFEST.unfinished beside the manifest: first what is printed, then a
/// line for each set as it gets its serial. A pack is put in its place only when the serials in it
/// are on the disk. When the run is complete, the manifest is written and the ledger removed.
#pragma once

#include "pipeline/base/json.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <unordered_set>
#include <vector>

namespace tanfang {

/// A serial or batch of 50 random bits.
std::string random_serial();

class PrintLedger {
  public:
    /// Without a manifest, or with one that is no file (a pipe), nothing is kept, and an
    /// interrupted run starts anew.
    ///
    /// @param manifest  may be empty
    /// @param run       what tells one run from another: form, people, packs; an unfinished one of
    ///                  the same run is continued
    /// @throws Error  Fault::bad_usage if an unfinished run was another one; Fault::output_failed
    PrintLedger(const std::filesystem::path& manifest, const Json& run);

    const std::string& batch() const { return batch_; }
    bool continued() const { return continued_; }  ///< an earlier run left serials here

    /// The serial of a set: the one that it got earlier, else a new one.
    /// @param set  from 0; asked for in ascending order
    const std::string& serial(std::size_t set);

    /// All serials given out so far survive a power cut.
    /// @throws Error  Fault::output_failed
    void make_durable();

    /// The run is complete.
    void remove();

  private:
    void load();
    void append(const Json& line);

    std::filesystem::path file_;  ///< empty: none
    Json run_;
    std::string batch_;
    bool continued_ = false;
    std::vector<std::string> serials_;  ///< by set
    std::unordered_set<std::string> given_;
    std::ofstream out_;
};

}  // namespace tanfang
