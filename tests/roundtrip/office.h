/// An office in a temporary folder: prints forms with the real program, fills and scans them, has
/// them read.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/support/print_shop.h"
#include "tests/support/program.h"
#include "tests/support/scanner.h"
#include "tests/support/sheet.h"

namespace tanfang::simulate {

/// A filled and scanned page with all that is true about it.
struct FilledScan {
    PrintedSheet sheet;
    Filling filling;
    Scan scan;
};

class Office {
  public:
    /// Fills the sheet with a dark pen and scans it.
    FilledScan fill_and_scan(const PrintedSheet& sheet, const ScanCondition& how,
                             std::uint64_t seed) const;

    /// Stores bytes under a name in the office's folder.
    std::string store(const std::string& name, const std::string& bytes) const;

    /// Has the paths read; today and the county are fixed.
    Outcome read(std::vector<std::string> arguments,
                 const std::map<std::string, std::string>& environment = {}) const;

    const Folder& folder() const { return folder_; }

  private:
    Folder folder_;
};

/// Upright 300 dpi grey, as clean as a scanner gives.
ScanCondition plain_scan();

}  // namespace tanfang::simulate
