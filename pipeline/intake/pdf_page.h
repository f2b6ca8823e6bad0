/// A page of a PDF as pixels: its one picture at its own resolution, or an order to draw it.
#pragma once

#include "pipeline/external/qpdf.h"
#include "pipeline/external/raster.h"

#include <optional>

namespace tanfang {

/// How a page is to be drawn that is more than one picture.
struct Drawing {
    int long_side = 0;  ///< pixels
    double dpi = 0;
};

/// Decodes the page if it is one scanned picture. For use in the decoding child only.
///
/// out: the picture's own pixels, never resampled, in the memory that `target` gives
///
/// @return        nothing if it was decoded; else how to draw the page: at 300 dpi, less for pages
///                beyond A2
/// @throws Error  Fault::unreadable_scan if a picture is damaged; Fault::too_large
std::optional<Drawing> decode_pdf_page(const PdfFile& pdf, int page, const RasterTarget& target);

}  // namespace tanfang
