/// Backs up a home into a folder, also while another program writes in it.
///
/// in:  a home; a new folder, or one that holds an earlier backup of the same home
/// out: a backup (see backup_folder.h); only originals that it lacks are copied
#pragma once

#include "pipeline/home/backup_folder.h"

#include <filesystem>
#include <functional>
#include <string>

namespace tanfang {

struct BackupHooks {
    /// Takes each finding: Chinese words for a clerk, nothing personal.
    std::function<void(const std::string& finding)> report;
    std::function<void()> stop = [] {};  ///< throws to end the run; called before each original
};

struct BackupResult {
    BackupContents contents;
    std::int64_t copied = 0;  ///< originals that the folder had not
};

/// An original that the home has lost, or that is damaged there, is reported and passed over unless
/// an earlier backup has it. Cut short, the folder still holds the earlier backup, and the next run
/// goes on from there.
///
/// @throws Error  Fault::bad_home if there is no home, its database is damaged, the folder is
/// inside
///                the home, holds other things, or belongs to another home; Fault::output_failed
BackupResult back_up_home(const std::filesystem::path& home, const std::filesystem::path& to,
                          const BackupHooks& hooks);

}  // namespace tanfang
