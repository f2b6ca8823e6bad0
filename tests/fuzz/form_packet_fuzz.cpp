/// What a hostile decoding child may send as a form: refused, or a form that packs as it was.
#include "pipeline/intake/form_packet.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (const auto form = tanfang::unpack_form(bytes)) {
        const std::string packed = tanfang::pack_form(*form);
        const auto again = tanfang::unpack_form(packed);
        if (!again || tanfang::pack_form(*again) != packed)
            std::abort();
    }
    return 0;
}
