#include "pipeline/app/exit_code.h"

namespace tanfang {

ExitCode exit_code(Fault fault) noexcept {
    switch (fault) {
        case Fault::bad_usage:
        case Fault::bad_settings:
        case Fault::missing_glyph:  // the line of a person holds what cannot be printed
            return ExitCode::usage;
        case Fault::unreadable_scan:
        case Fault::unsupported_format:
        case Fault::too_large:
        case Fault::encrypted_pdf:
        case Fault::decoder_died:
        case Fault::not_our_form:
        case Fault::other_version:
        case Fault::poor_registration:
        case Fault::too_few_pixels:
            return ExitCode::rejected;
        case Fault::bad_template:
        case Fault::missing_model:
        case Fault::missing_font:
        case Fault::output_failed:
        case Fault::bad_home:
        case Fault::interrupted:
            return ExitCode::environment;
    }
    return ExitCode::environment;
}

}  // namespace tanfang
