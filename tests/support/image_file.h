/// Writes simulated scans as the files that scanners leave behind.
#pragma once

#include "pipeline/intake/page_image.h"

#include <filesystem>
#include <string>
#include <vector>

namespace tanfang::simulate {

/// PNG: colour if the scan has it, else grey, or 1-bit if the scan is.
std::string png_bytes(const PageImage& image);

/// Baseline JPEG: colour if the scan has it, else grey.
///
/// @param quality  1..100
std::string jpeg_bytes(const PageImage& image, int quality);

/// TIFF with one page per image, all of one kind: G4 for 1-bit scans, else LZW.
std::string tiff_bytes(const std::vector<PageImage>& pages);

/// A PDF as scanners make it: each page nothing but one JPEG, in the size that its resolution
/// gives.
std::string scanned_pdf_bytes(const std::vector<PageImage>& pages, int quality);

/// @throws std::runtime_error if the file cannot be written
void write_bytes(const std::filesystem::path& file, const std::string& bytes);

}  // namespace tanfang::simulate
