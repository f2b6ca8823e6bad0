/// Reads the writing of one field.
///
/// in:  FieldInk and its WritingInk, the kind of writing, a TextReader and how far it may be
/// trusted out: TextReading
#pragma once

#include "pipeline/form/field_model.h"
#include "pipeline/recognize/calibration.h"
#include "pipeline/recognize/field_ink.h"
#include "pipeline/recognize/reading.h"
#include "pipeline/recognize/text_reader.h"
#include "pipeline/recognize/writing.h"

#include <optional>

namespace tanfang {

/// @return nothing for boxes and signatures, in which nobody reads a text
std::optional<Writing> writing_of(const Field& field);

/// The characters that such writing is made of.
Alphabet alphabet_of(Writing writing);

/// No ink at all: empty text, sure, no candidates. Ink that may be nothing, longer writing than can
/// be read, or a reader that saw another number of characters: empty text, not sure, no candidates.
/// Else what was read, sure where its probability reaches the threshold of such readings and every
/// cell is plainly one character or plainly empty at the end.
///
/// @param ink     measure_writing() of the field
/// @param cells   of a comb; 0 for free writing
/// @throws Error  Fault::missing_model from the reader
TextReading read_text(const FieldInk& field, const WritingInk& ink, int cells, Writing writing,
                      TextReader& reader, const Calibration& calibration);

}  // namespace tanfang
