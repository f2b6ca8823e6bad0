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

/// A printed name that begins with no known surname: a character that no reader knows is read as
/// one that looks like it, by all of them (凷 as 由). Right or not, a person looks at it.
///
/// @param reading  any
/// @return         nothing, if it is no such name
std::optional<FieldMeaning> doubt_printed_name(const Field& field, const TextReading& reading,
                                               const Lexicon& lexicon);

}  // namespace tanfang
