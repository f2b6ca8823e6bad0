/// Who writes to a home at the same time.
///
/// Every change of a home is one transaction of its database, so that programs may write beside
/// each other. Only three things are for one at a time, and each has a byte of the file `lock`:
/// having the home alone, planning, and reading. The system releases what a program held when it
/// dies.
#pragma once

#include "pipeline/home/durable_file.h"

#include <filesystem>
#include <optional>

namespace tanfang {

/// What only one program does at a time, while others write beside it.
enum class HomeTurn {
    planning,  ///< deciding from what was read before: importing a list, printing a month
    reading,   ///< reading what waits, so that no page is read twice
};

/// Holds what it locked as long as it lives.
class HomeLock {
  public:
    /// Has a home alone, to copy it or to judge what lies in it. Waits up to one second: a decoding
    /// child that outlives a killed program for a moment has inherited the lock.
    ///
    /// @throws Error  Fault::bad_home if another program writes there
    explicit HomeLock(const std::filesystem::path& home);

    /// Joins the programs that write. The first one has the home alone, to make or mend it, until
    /// let_others_in(); whoever comes meanwhile waits up to one second.
    ///
    /// @throws Error  as the constructor
    static HomeLock beside_others(const std::filesystem::path& home);

    bool is_alone() const { return alone_; }
    void let_others_in();

    /// @return nothing if another program has this turn
    static std::optional<HomeLock> try_turn(const std::filesystem::path& home, HomeTurn turn);

  private:
    explicit HomeLock(OpenFile file) : file_(std::move(file)) {}

    OpenFile file_;
    bool alone_ = true;
};

}  // namespace tanfang
