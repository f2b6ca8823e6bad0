/// Names of people: a surname is likely, and never required.
///
/// in:  a reading's candidates, the surnames of the lexicon
/// out: FieldMeaning
#pragma once

#include "pipeline/recognize/calibration.h"
#include "pipeline/record/lexicon.h"
#include "pipeline/record/texts.h"

#include <optional>

namespace tanfang {

/// The candidate that is best once names that begin with a known surname, and have two to four
/// characters, count more.
///
/// @param reading  with a graph
/// @return         nothing if there is no candidate
std::optional<FieldMeaning> decode_known_name(const Field& field, const TextReading& reading,
                                              const Lexicon& lexicon, const Threshold& threshold);

}  // namespace tanfang
