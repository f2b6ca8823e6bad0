/// Where the installed files of the program are.
#pragma once

#include <filesystem>

namespace tanfang {

/// The folder with templates/ and ocr-models/: ../share/tanfang beside an installed program, else
/// the source tree the program was built from.
std::filesystem::path resource_folder();

}  // namespace tanfang
