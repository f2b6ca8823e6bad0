/// Words of the program and its templates, ready to be drawn.
#pragma once

#include "pipeline/base/text.h"

namespace tanfang {

/// Precondition: valid UTF-8; what comes from people is checked elsewhere (person_values.h).
inline std::u32string words(const std::string& utf8) {
    return code_points(utf8).value_or(U"");
}

}  // namespace tanfang
