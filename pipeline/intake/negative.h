/// Tells a negative - light ink on dark paper - from a page, and turns it into one.
///
/// Files that a fax server or an old archive made often say the wrong thing about which of their
/// two values is white.
#pragma once

#include "pipeline/intake/page_image.h"

namespace tanfang {

/// Whether most of the picture is dark and its fine lines are lighter than what surrounds them.
///
/// A sheet photographed on a dark table is none: most of that picture is dark too, but the lines on
/// the sheet are darker than the sheet.
///
/// @param gray  CV_8UC1
bool is_negative(const cv::Mat& gray);

/// The same picture with dark ink on light paper.
void make_positive(PageImage& image);

}  // namespace tanfang
