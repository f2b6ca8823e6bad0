/// Strokes that grow paler than the sheet's ink: the thin parts of a light hand, of pencil and of
/// carbon copies, without which a 9 is two fragments.
///
/// in:  FieldInk and the mask of its writing
/// out: the mask with the pale parts of its strokes
#pragma once

#include "pipeline/recognize/field_ink.h"

#include <opencv2/core.hpp>

namespace tanfang {

/// Adds to each stroke what continues it below the sheet's threshold. Stains and shadows are
/// broader than strokes and are left out, and so is what touches print or a neighbor's ink.
///
/// @param calm  FieldInk::pen with its noise smoothed
/// @param level of `calm` from which on a pixel may be pale ink
/// @param mask  CV_8UC1, 255 on the writing above FieldInk::threshold
/// @return of the same size and kind, with all of `mask`
cv::Mat with_pale_strokes(const FieldInk& field, const cv::Mat& calm, double level,
                          const cv::Mat& mask);

}  // namespace tanfang
