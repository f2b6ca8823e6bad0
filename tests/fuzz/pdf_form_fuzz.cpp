/// PDF files of any bytes, looked at for fields that were filled in, and for pictures.
#include "pipeline/external/qpdf.h"
#include "pipeline/intake/form_packet.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace tanfang;
    try {
        const PdfFile pdf(std::as_bytes(std::span(data, size)));
        if (const auto form = pdf.form())
            if (!unpack_form(pack_form(*form)))
                std::abort();
        pdf.sole_picture(0);
        pdf.jpeg_files(0);
        pdf.long_side_inches(0);
    } catch (const std::exception&) {  // the decoding child tells the program
    }
    return 0;
}
