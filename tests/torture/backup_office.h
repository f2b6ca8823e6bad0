/// A small office that backs up its home and restores it elsewhere.
#pragma once

#include "pipeline/home/restore.h"

#include <filesystem>
#include <random>
#include <vector>

#include "tests/torture/small_office.h"
#include "tests/torture/workplace.h"

namespace tanfang::torture {

inline const BackupHooks silent = {[](const std::string&) {}};

std::vector<Json> records_in(const std::filesystem::path& home);

/// Everything lies below one folder.
struct BackupOffice {
    const Workplace place;
    const std::filesystem::path office = place.root(), earlier = place.folder() / "earlier",
                                backup = place.folder() / "backup",
                                restored = place.folder() / "restored";
    std::mt19937 random{7};

    void work_a_day();  ///< new scans come and are read
    void back_up() { back_up_home(office / "home", backup, silent); }
    void restore();
    /// Restores the backup, looks, and removes the restored home.
    std::vector<Json> restored_records();
};

}  // namespace tanfang::torture
