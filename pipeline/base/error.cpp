#include "pipeline/base/error.h"

namespace tanfang {

std::string_view fault_name(Fault fault) noexcept {
    switch (fault) {
        case Fault::bad_usage:
            return "bad_usage";
        case Fault::bad_settings:
            return "bad_settings";
        case Fault::bad_template:
            return "bad_template";
        case Fault::missing_model:
            return "missing_model";
        case Fault::missing_font:
            return "missing_font";
        case Fault::missing_glyph:
            return "missing_glyph";
        case Fault::unreadable_scan:
            return "unreadable_scan";
        case Fault::unsupported_format:
            return "unsupported_format";
        case Fault::too_large:
            return "too_large";
        case Fault::encrypted_pdf:
            return "encrypted_pdf";
        case Fault::decoder_died:
            return "decoder_died";
        case Fault::not_our_form:
            return "not_our_form";
        case Fault::other_version:
            return "other_version";
        case Fault::poor_registration:
            return "poor_registration";
        case Fault::too_few_pixels:
            return "too_few_pixels";
        case Fault::output_failed:
            return "output_failed";
        case Fault::bad_home:
            return "bad_home";
        case Fault::interrupted:
            return "interrupted";
    }
    return "unknown";
}

}  // namespace tanfang
