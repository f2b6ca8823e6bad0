/// What a reader copies out of a PDF.
#pragma once

#include <filesystem>
#include <string>

namespace tanfang::golden {

/// Asks poppler's pdftotext, in the order of writing; without blanks and line ends.
/// @throws std::runtime_error if it cannot be asked
std::u32string pdf_text(const std::filesystem::path& pdf);

}  // namespace tanfang::golden
