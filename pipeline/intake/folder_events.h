/// Waits until something happens in a folder: the system's notices (inotify) save the time until
/// the next look. They are a help only: on a network share the system sees nothing of what others
/// do, so whoever waits looks again after a while in any case.
#pragma once

#include "pipeline/intake/memory_file.h"

#include <chrono>
#include <filesystem>
#include <map>
#include <set>
#include <vector>

namespace tanfang {

class FolderEvents {
  public:
    /// Where the system gives no notices (its limit is reached), every wait takes its full time.
    FolderEvents();

    /// Asks for notices of these folders. To be called after each look: folders come and go.
    ///
    /// @param root     as given by the user
    /// @param folders  relative to it; "." is the root
    void watch(const std::filesystem::path& root,
               const std::vector<std::filesystem::path>& folders);

    /// Waits for the next notice; returns early when a signal arrives.
    ///
    /// @return paths, relative to the root, that files were renamed to
    std::set<std::filesystem::path> wait(std::chrono::milliseconds at_most);

  private:
    void take_notices(std::set<std::filesystem::path>& renamed_in);

    Descriptor notices_;
    std::map<int, std::filesystem::path> folders_;  ///< by the system's number
};

}  // namespace tanfang
