/// Splits the writing of a field into its lines.
#pragma once

#include "pipeline/recognize/writing.h"

#include <vector>

#include <opencv2/core.hpp>

namespace tanfang {

/// @return masks like WritingInk::mask, one per line, top to bottom; together all of its ink
std::vector<cv::Mat> writing_lines(const WritingInk& writing, double px_per_mm);

}  // namespace tanfang
