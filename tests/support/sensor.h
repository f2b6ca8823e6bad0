/// The light-sensitive half of the simulated scanner: lamp, lens, grain, contrast, colours, bits.
#pragma once

#include "pipeline/intake/page_image.h"

#include "tests/support/scanner.h"

namespace tanfang::simulate {

/// The colour of a table under a photographed sheet: darker than paper.
cv::Scalar some_table(Random& random);

/// Blur, uneven light (photo), faded contrast and grain, in place.
void expose(cv::Mat& bgr, const ScanCondition& condition, Random& random);

/// The stored image: colour, grey or 1-bit, as the condition says.
PageImage develop(const cv::Mat& bgr, const ScanCondition& condition, Random& random);

}  // namespace tanfang::simulate
