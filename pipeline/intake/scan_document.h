/// The bytes of a scan file as pages, whatever its format: the inside of the decoding child.
#pragma once

#include "pipeline/external/raster.h"
#include "pipeline/external/tiff.h"
#include "pipeline/intake/pdf_page.h"

#include <optional>

namespace tanfang {

enum class ScanFormat { jpeg, png, tiff, pdf };

/// The format by the first bytes, never by the file's name.
/// @throws Error  Fault::unsupported_format for anything else
ScanFormat format_of(Bytes bytes);

/// An open scan file. Use it in the decoding child only.
class ScanDocument {
  public:
    /// @param bytes  the whole file; must outlive the object
    /// @throws Error  what the format's door throws
    explicit ScanDocument(Bytes bytes);

    int page_count() const;

    /// The form of a PDF with fields.
    std::optional<PdfForm> form() const;

    /// Decodes a page.
    /// @return        nothing if it was decoded; a PDF page may have to be drawn instead
    /// @throws Error  what the format's door throws
    std::optional<Drawing> decode_page(int page, const RasterTarget& target);

  private:
    Bytes bytes_;
    ScanFormat format_;
    std::optional<TiffFile> tiff_;
    std::optional<PdfFile> pdf_;
};

}  // namespace tanfang
