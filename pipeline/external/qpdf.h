/// The door to libqpdf: pages of a PDF from outside, and the one scanned picture on a page.
#pragma once

#include "pipeline/external/pdf_form.h"
#include "pipeline/external/raster.h"

#include <memory>
#include <optional>

namespace tanfang {

bool looks_like_pdf(Bytes bytes);

/// A picture as it stands in a PDF, not yet decoded.
struct PdfPicture {
    enum class Coding {
        jpeg,    ///< `data` is a JPEG file
        group4,  ///< `data` are bare CCITT group 4 codes
        rows,    ///< `data` are rows of 1-bit grey, 8-bit grey or RGB, each row padded to a byte
    };
    Coding coding = Coding::rows;
    int width = 0;          ///< pixels
    int height = 0;         ///< pixels
    int channels = 1;       ///< 1 grey, 3 red, green, blue
    int bits = 8;           ///< per channel
    bool inverted = false;  ///< 1-bit only: what is stored as black is white
    double dpi = 0;         ///< pixels per inch of the page, the lower of both axes
    std::string data;
};

/// An open PDF file in memory; use it in the decoding child only.
class PdfFile {
  public:
    static constexpr int max_pages = 2000;

    /// @param bytes   must outlive the object
    /// @throws Error  Fault::encrypted_pdf if it asks for a password; Fault::too_large for more
    ///                than max_pages; Fault::unreadable_scan if it has no pages or fewer than it
    ///                says (a cut file, even if a viewer would show the rest)
    explicit PdfFile(Bytes bytes);
    PdfFile(PdfFile&&) noexcept;
    ~PdfFile();

    int page_count() const;

    /// The picture that is all one sees on a page, as scanners make them.
    ///
    /// @param page  from 0
    /// @return      nothing unless the page shows exactly one opaque picture, upright, unclipped,
    ///              with square pixels, from edge to edge (within 2 % of a side), in one of the
    ///              codings above; invisible text over it (OCR) does not matter
    std::optional<PdfPicture> sole_picture(int page) const;

    /// JPEG files that stand on a page directly; a drawing program would fill damaged ones with
    /// grey without a word.
    std::vector<std::string> jpeg_files(int page) const;

    /// The longer side of the page's paper in inches; that of US letter if it says none.
    double long_side_inches(int page) const;

    /// The form that the file holds.
    ///
    /// @return        nothing if it has no fields for typing or ticking
    /// @throws Error  Fault::unsupported_format for a dynamic form (XFA), whose fields say nothing;
    ///                Fault::too_large for more fields or annotations than a form has
    std::optional<PdfForm> form() const;

  private:
    struct Open;
    std::unique_ptr<Open> open_;
};

}  // namespace tanfang
