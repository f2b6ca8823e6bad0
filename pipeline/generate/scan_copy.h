/// A page that shows a scan under a caption.
#pragma once

#include "pipeline/generate/content.h"
#include "pipeline/generate/print.h"

namespace tanfang {

inline constexpr const char* scan_picture_name = "Scan";  ///< in the page's resources

void need_scan_words(DocumentFonts& fonts, const ScanCopy& scan);

/// Draws caption, margin and the picture `scan_picture_name`, upright and undistorted.
void draw_scan(Content& content, const FormTemplate& form, const ScanCopy& scan);

}  // namespace tanfang
