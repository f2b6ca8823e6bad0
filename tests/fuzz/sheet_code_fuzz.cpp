/// Texts of QR codes and file names of sets: refused, or codes that are written as they were read.
#include "pipeline/form/sheet_code.h"

#include <cstdint>
#include <cstdlib>

namespace {

template <class Decode, class Encode>
void check(std::string_view text, const Decode& decode, const Encode& encode) {
    if (const auto code = decode(text)) {
        const auto again = decode(encode(*code));
        if (!again || encode(*again) != encode(*code))
            std::abort();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace tanfang;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    check(text, decode_sheet_code, [](const SheetCode& code) { return encode(code); });
    check(text, decode_pack_code, [](const PackCode& code) { return encode(code); });
    check(text, decode_set_name, set_name);
    const auto pack = decode_pack_code(text);
    if (pack && pack->village.find_first_not_of("0123456789") != std::string::npos)
        std::abort();
    return 0;
}
