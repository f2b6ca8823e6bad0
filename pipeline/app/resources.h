/// Where the installed files of the program are.
#pragma once

#include <filesystem>

namespace tanfang {

/// The folder with templates/ and ocr-models/: ../share/tanfang beside an installed program, else
/// the source tree the program was built from.
std::filesystem::path resource_folder();

/// The folder with the files of the review station's page, found in the same way.
std::filesystem::path station_folder();

}  // namespace tanfang
