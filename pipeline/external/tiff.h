/// The door to libtiff: strict, bounded decoding of TIFF bytes from outside.
#pragma once

#include "pipeline/external/raster.h"

#include <memory>
#include <vector>

namespace tanfang {

bool looks_like_tiff(Bytes bytes);

/// An open TIFF file in memory; use it in the decoding child only.
///
/// Thumbnails and masks (NewSubfileType) are no pages. The orientation tag is ignored: pixels come
/// as they are stored.
class TiffFile {
  public:
    static constexpr int max_pages = 2000;

    /// @param bytes   must outlive the object
    /// @throws Error  Fault::unreadable_scan if the file is damaged or its chain of pages is cut;
    ///                Fault::too_large for more than max_pages
    explicit TiffFile(Bytes bytes);
    TiffFile(TiffFile&&) noexcept;
    ~TiffFile();

    int page_count() const { return static_cast<int>(directories_.size()); }

    /// Decodes a page.
    ///
    /// in:  1 or 8 bits grey (either photometric), palette, RGB, YCbCr; G3, G4, LZW, Deflate,
    ///      PackBits, JPEG or no compression; either fill order; strips or tiles
    /// out: 8-bit pixels in the memory that `target` gives (1 channel grey, 3 otherwise)
    ///
    /// @throws Error  Fault::unreadable_scan if data are damaged or missing; Fault::too_large if
    ///                it has more pixels than a page, or unbelievably more than bytes;
    ///                Fault::unsupported_format for other kinds
    void decode_page(int page, const RasterTarget& target);

  private:
    struct Open;
    std::unique_ptr<Open> open_;
    std::vector<unsigned> directories_;
};

}  // namespace tanfang
