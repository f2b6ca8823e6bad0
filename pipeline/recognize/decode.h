/// From what a reader saw at each position to whole texts, under what is known of the field.
///
/// in:  WritingDistribution
/// out: candidates, best first
#pragma once

#include "pipeline/recognize/reading.h"
#include "pipeline/recognize/text_reader.h"

#include <cstddef>
#include <vector>

namespace tanfang {

/// Whether a character can stand in such writing at all: digits and X in an ID number, digits in a
/// date. Free writing may hold any.
bool can_stand_in(Writing writing, const std::string& utf8);

/// The most probable texts: the product of the positions' probabilities, each position normalised
/// over the characters that can stand there; a character that is not listed keeps a little of it.
///
/// @param count  at most so many
/// @return       empty if there is no position, or a position without any character that can stand
/// there
std::vector<TextCandidate> best_texts(const WritingDistribution& seen, Writing writing,
                                      std::size_t count);

}  // namespace tanfang
