/// Decoded memory as OpenCV matrices of a page.
#pragma once

#include "pipeline/intake/decoder.h"
#include "pipeline/intake/page_image.h"

namespace tanfang {

/// Copies the pixels of a page.
///
/// @return  gray always; color only if the picture really has colour. A scanner set to colour often
///          delivers a grey picture in three equal channels
PageImage page_image_of(const DecodedPage& page);

/// The same from colour pixels, which the page keeps. @param bgr  CV_8UC3
PageImage page_image_of(const cv::Mat& bgr);

}  // namespace tanfang
