/// Reads the writing of fields.
///
/// in:  per field its FieldInk, its WritingInk and the kind of writing; a TextReader and how far it
///      may be trusted
/// out: TextReading per field
#pragma once

#include "pipeline/form/field_model.h"
#include "pipeline/recognize/calibration.h"
#include "pipeline/recognize/field_ink.h"
#include "pipeline/recognize/reading.h"
#include "pipeline/recognize/text_reader.h"
#include "pipeline/recognize/writing.h"

#include <optional>
#include <vector>

namespace tanfang {

/// @return nothing for boxes and signatures, in which nobody reads a text
std::optional<Writing> writing_of(const Field& field);

/// The characters that such writing is made of.
Alphabet alphabet_of(Writing writing);

/// A field to be read.
struct TextField {
    const FieldInk& field;
    const WritingInk& ink;  ///< measure_writing() of it
    int cells;              ///< of its comb; 0 for free writing
    Writing writing;
};

/// Reads fields, which each network is shown together.
///
/// No ink at all: empty text, sure, no candidates. Ink that may be nothing, longer writing than can
/// be read, or a reader that saw another number of characters: empty text, not sure, no candidates.
/// Else what was read, sure where its probability reaches the threshold of such readings and every
/// cell is plainly one character or plainly empty at the end.
///
/// @return one reading per field, in their order
/// @throws Error  Fault::missing_model from the reader
std::vector<TextReading> read_texts(const std::vector<TextField>& fields, TextReader& reader,
                                    const Calibration& calibration);

}  // namespace tanfang
