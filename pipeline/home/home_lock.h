/// One writing program per home.
#pragma once

#include "pipeline/home/durable_file.h"

#include <filesystem>

namespace tanfang {

/// Holds the home's lock as long as it lives; the system releases it when the program dies.
class HomeLock {
  public:
    /// Waits up to one second: a decoding child that outlives a killed program for a moment has
    /// inherited the lock.
    ///
    /// @throws Error  Fault::bad_home if another program holds it
    explicit HomeLock(const std::filesystem::path& home);

  private:
    OpenFile file_;
};

}  // namespace tanfang
