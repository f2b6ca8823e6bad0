/// Reads one field as if it were alone on its page.
#pragma once

#include "pipeline/recognize/text.h"

namespace tanfang {

inline TextReading read_text(const FieldInk& field, const WritingInk& ink, int cells,
                             Writing writing, TextReader& reader, const Calibration& calibration) {
    return read_texts({{field, ink, cells, writing}}, reader, calibration).front();
}

}  // namespace tanfang
