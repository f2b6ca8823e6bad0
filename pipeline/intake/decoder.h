/// The program's side of a decoding child: asks for pages, believes nothing.
#pragma once

#include "pipeline/external/pdf_form.h"
#include "pipeline/external/raster.h"
#include "pipeline/intake/launcher.h"
#include "pipeline/intake/memory_file.h"

#include <optional>
#include <variant>

namespace tanfang {

/// Pixels of a page, in memory that the child still reaches: to be copied, not to be trusted.
struct DecodedPage {
    RasterHeader header;
    std::span<const std::byte> pixels;  ///< valid until the decoder's next page
    double cpu_ms = 0;                  ///< CPU time that the child needed
};

/// A PDF page that is more than one picture, and therefore has to be drawn (pdf_drawing.h).
struct UndrawnPage {
    int long_side = 0;   ///< pixels to draw it with
    double tag_dpi = 0;  ///< what that is on the page
    double cpu_ms = 0;   ///< CPU time that the child needed
};

/// A page for messages: "扫描.pdf，第 2 页". @param page  from 0
std::string page_name(const std::string& file, int page);

/// One open scan file in a decoding child. Not safe from several threads at once.
class Decoder {
  public:
    /// @param file   sealed bytes of the scan
    /// @param where  names the document in errors
    /// @throws Error  Fault::decoder_died if no process can be started
    Decoder(Launcher& launcher, const Descriptor& file, std::string where);

    ~Decoder();

    struct Contents {
        int pages = 0;
        std::optional<PdfForm> form;  ///< of a PDF with fields
    };

    /// @throws Error  what the format's door found; Fault::decoder_died if the child crashed, broke
    ///                the protocol, or ran out of time or memory
    Contents contents();

    /// @param page   from 0
    /// @throws Error  as contents()
    std::variant<DecodedPage, UndrawnPage> decode(int page);

  private:
    PdfForm form(std::size_t size);

    Launcher& launcher_;
    std::string where_;
    Launcher::Child child_;
    std::unique_ptr<PixelBuffer> buffer_;
};

}  // namespace tanfang
