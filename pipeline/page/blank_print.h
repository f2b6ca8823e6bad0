/// What is printed on a sheet whose print was learned, without what people wrote on it.
///
/// in:  a sheet as it lies flat, LearnedPrint
/// out: the print alone
#pragma once

#include "pipeline/page/learn_print.h"

#include <opencv2/core.hpp>

namespace tanfang {

/// Whether nobody has written on a sheet: five sixths of the form's spots were found, and all boxes
/// and nearly all fields of them are empty. Then all of its ink is print, also where the words were
/// misread, and what stands in a field. A bracket that stands instead of a box is print as far as
/// every one of them has as much ink.
///
/// @param picture  CV_8UC1, flat_px_per_mm, as if the paper were white
bool is_blank(const cv::Mat& picture, const LearnedPrint& print);

/// Clears the boxes of marks that most sheets share, draws their outlines anew, for laid over each
/// other they have become pale, and blackens brackets (blacken_brackets).
///
/// @param blank  as above; changed
void clear_boxes(cv::Mat& blank, const LearnedPrint& print);

/// Clears the fields of writing, rules to write on excepted.
///
/// @param blank  as above; changed
void clear_fields(cv::Mat& blank, const LearnedPrint& print);

/// Draws the lines to write on that one sheet shows, thin and along most of a field: where sheets
/// are laid over each other they may be lost.
///
/// @param blank  as above; changed
/// @param sheet  as above; lies under the blank
void draw_rules(cv::Mat& blank, const cv::Mat& sheet, const LearnedPrint& print);

/// Paints the brackets that stand instead of boxes as black as a sharp scan shows them: what is
/// left of their rims would look like a mark.
///
/// @param blank  as above; changed
void blacken_brackets(cv::Mat& blank, const LearnedPrint& print);

}  // namespace tanfang
