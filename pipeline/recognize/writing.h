/// Is anything written in a field at all?
///
/// in:  FieldInk
/// out: WritingInk; "none" is a sure claim, and so is "present"; what lies between is "unsure"
#pragma once

#include "pipeline/recognize/field_ink.h"

#include <opencv2/core.hpp>

namespace tanfang {

enum class Presence { none, unsure, present };

struct WritingInk {
    Presence presence = Presence::none;
    double amount = 0;   ///< mm² of ink that belongs to the field
    double reach = 0;    ///< mm, the longer side of the largest stroke's box
    int bodies = 0;      ///< connected pieces of ink that belong to the field
    cv::Rect extent;     ///< box around them within FieldInk::pen, px; empty if there are none
    cv::Mat mask;        ///< CV_8UC1 of FieldInk::pen's size, 255 on their pixels
    bool faint = false;  ///< strokes below FieldInk::threshold are among them: what was read may
                         ///< not be all
};

/// Measures the ink that belongs to the field: isolated specks, slivers along the print, folds that
/// run through the whole crop, and strokes that only come in from a neighbor are left out. Where
/// writing stands beside strokes that are fainter than the sheet's, all of it is taken.
///
/// @param cells  of a comb; 0: free writing. In a comb the pale parts of strokes are taken too:
///               in free writing they would join a decimal point or 、 to its neighbor
WritingInk measure_writing(const FieldInk& field, int cells = 0);

/// The same question for a part of a field, e.g. one cell of a comb.
///
/// @param amount  mm² of ink
/// @param reach   mm, the longer side of the largest piece
Presence judge_presence(double amount, double reach);

}  // namespace tanfang
