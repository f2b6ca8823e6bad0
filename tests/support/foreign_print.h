/// A print that is none of ours: a questionnaire with a title, rows of words and small boxes, drawn
/// here, without fiducials and codes. Its words are made of strokes, alike for the same word.
#pragma once

#include "pipeline/form/form_template.h"

#include "tests/support/paper.h"

namespace tanfang::simulate {

struct ForeignPrintLook {
    double box_mm = 3;          ///< inner side of the printed squares
    double row_mm = 16;         ///< height of a row
    double label_gap_mm = 0.4;  ///< between a square and its label
    int rows = 12;              ///< three boxes each
    unsigned words = 1;         ///< another number: another questionnaire
};

struct ForeignPrint {
    FormTemplate form;  ///< A4, one page, spots "q1.a", "q1.b", "q1.c", "q2.a" and so on
    Paper blank;        ///< 300 dpi
};

ForeignPrint foreign_print(const ForeignPrintLook& look = {});

}  // namespace tanfang::simulate
