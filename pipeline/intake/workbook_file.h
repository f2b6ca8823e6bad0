/// A workbook: its sheets as rows of texts, taken apart in a child process.
///
/// in:  .xlsx
/// out: SheetTable, one for each sheet that holds anything
#pragma once

#include "pipeline/external/sheet_table.h"
#include "pipeline/intake/launcher.h"

#include <filesystem>
#include <vector>

namespace tanfang {

/// Every cell of a merged range has the text of its first one.
///
/// @param file  a regular file or a link to one
/// @throws Error  Fault::bad_settings if it is no workbook, is damaged, or is larger, packed or
///                unpacked, than lists are; Fault::unreadable_scan if it cannot be read;
///                Fault::decoder_died
std::vector<SheetTable> read_workbook_file(const std::filesystem::path& file,
                                           Launcher& launcher = Launcher::shared());

}  // namespace tanfang
