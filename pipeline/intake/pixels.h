/// Decoded memory as OpenCV matrices of a page.
#pragma once

#include "pipeline/intake/decoder.h"
#include "pipeline/intake/page_image.h"

namespace tanfang {

/// Makes the pixels of a page without copying grey ones: the matrix owns the mapping.
///
/// @param page  its pixels are moved into the result
/// @return      gray always; color only if the picture really has colour. A scanner set to colour
///              often delivers a grey picture in three equal channels
PageImage page_image_of(DecodedPage page);
/// The same from colour pixels. @param bgr  CV_8UC3
PageImage page_image_of(const cv::Mat& bgr);

}  // namespace tanfang
