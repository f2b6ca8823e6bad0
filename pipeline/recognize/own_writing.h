/// The writing of one field, also where another field's box reaches into its own.
///
/// in:  Ink and the spot
/// out: FieldInk and WritingInk
#pragma once

#include "pipeline/recognize/ink.h"
#include "pipeline/recognize/writing.h"

namespace tanfang {

struct OwnWriting {
    FieldInk field;
    WritingInk ink;
};

/// On prints that are not ours one field may begin within another's line: what stands there is
/// taken for the later field's if the earlier one has writing of its own that ends well before.
OwnWriting own_writing(const Ink& ink, const Spot& spot);

}  // namespace tanfang
