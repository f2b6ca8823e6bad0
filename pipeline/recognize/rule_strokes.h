/// Strokes that lie on a printed rule, as the foot of a 2 on the foot of a comb.
///
/// Where print is expected its darkness is taken off the ink, a little wider than it is drawn: a
/// stroke along a rule would be gone, and the 2 above be a plain 7.
///
/// in:  FieldInk, all ink of the same place
/// out: FieldInk::pen with these strokes
#pragma once

#include "pipeline/recognize/field_ink.h"

#include <opencv2/core.hpp>

namespace tanfang {

/// Puts back what lies on a rule that runs along the field, is thicker than the rule, as long as a
/// stroke of a character, and touches ink beside it. Longer pieces are the rule itself, or a line
/// that somebody drew along it.
///
/// @param seen  Ink::seen() of the same box and resolution as FieldInk::pen
void show_strokes_on_rules(FieldInk& field, const cv::Mat& seen);

}  // namespace tanfang
