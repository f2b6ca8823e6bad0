/// The program's side of a decoding child: asks for pages, believes nothing.
#pragma once

#include "pipeline/external/raster.h"
#include "pipeline/intake/decoder_protocol.h"
#include "pipeline/intake/launcher.h"
#include "pipeline/intake/memory_file.h"

#include <optional>
#include <variant>

namespace tanfang {

/// Pixels of a page, in memory that the child cannot change any more.
struct DecodedPage {
    RasterHeader header;
    Mapping pixels;
    double cpu_ms = 0;  ///< CPU time that the child needed
};

/// A PDF page that is more than one picture and has to be drawn.
struct DrawnPage {
    int long_side = 0;  ///< pixels to draw it with
    double tag_dpi = 0;
    double cpu_ms = 0;
};

/// One open scan file in a decoding child. Not safe from several threads at once.
class Decoder {
  public:
    /// @param file   sealed bytes of the scan
    /// @param where  names the document in errors
    /// @throws Error  Fault::decoder_died if no process can be started
    Decoder(Launcher& launcher, const Descriptor& file, std::string where);

    /// @throws Error  what the format's door found; Fault::decoder_died if the child crashed, broke
    ///                the protocol, or ran out of time or memory
    int page_count();

    /// @param page   from 0
    /// @throws Error  as page_count()
    std::variant<DecodedPage, DrawnPage> decode(int page);

  private:
    DecoderAnswer receive(const std::string& where);

    Launcher& launcher_;
    std::string where_;
    Launcher::Child child_;
};

}  // namespace tanfang
