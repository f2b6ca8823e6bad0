/// Asks PDFBox Preflight whether files are PDF/A-1b.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace tanfang::golden {

struct Preflight {
    int valid = 0;
    std::vector<std::string> complaints;  ///< all that it says about the others
};

/// Validates every file of a folder in one run of Java.
///
/// @throws std::runtime_error  naming the Debian packages, if the validator is not installed
Preflight preflight(const std::filesystem::path& folder);

}  // namespace tanfang::golden
