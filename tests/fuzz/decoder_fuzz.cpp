/// Scan files of any bytes: decoded or refused, and never written past the pixels that were asked
/// for.
#include "pipeline/base/error.h"
#include "pipeline/intake/scan_document.h"

#include <algorithm>
#include <vector>

namespace {

using namespace tanfang;

std::uint8_t* small_target(const RasterHeader& header, std::vector<std::uint8_t>& pixels) {
    constexpr std::size_t quick = std::size_t{1} << 22;  // larger ones would only be slower
    if (header.byte_count() > quick)
        throw Error(Fault::too_large, "", "");
    pixels = std::vector<std::uint8_t>(header.byte_count());
    return pixels.data();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr int most_pages = 3;
    try {
        ScanDocument document(std::as_bytes(std::span(data, size)));
        for (int page = 0; page < std::min(document.page_count(), most_pages); ++page) {
            std::vector<std::uint8_t> pixels;
            document.decode_page(page, [&pixels](const RasterHeader& header) {
                return small_target(header, pixels);
            });
        }
    } catch (const std::exception&) {  // the decoding child tells the program
    }
    return 0;
}
