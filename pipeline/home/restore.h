/// Makes a home out of a backup, after everything in it was verified.
#pragma once

#include "pipeline/home/backup.h"
#include "pipeline/home/home_check.h"

#include <filesystem>

namespace tanfang {

struct RestoreResult {
    BackupContents contents;
    HomeCheck check;  ///< of the restored home; its findings are the originals in contents.missing
};

/// The home is put together under the name HOME.restoring, checked like any home, and gets its name
/// only then; cut short, the next run goes on from there. It gets a copy of the key.
///
/// @param home     a new or empty folder
/// @param options  with the key file, which lies outside the home
/// @throws Error   Fault::bad_home if there is no backup, anything in it is damaged or missing
/// (each
///                 is reported), the key is another one, or the folder is in use
RestoreResult restore_home(const std::filesystem::path& from, const std::filesystem::path& home,
                           const HomeOptions& options, const BackupHooks& hooks);

}  // namespace tanfang
