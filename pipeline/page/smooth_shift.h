/// A smooth displacement of the paper, fitted to offsets that were measured at points of it.
#pragma once

#include "pipeline/base/geometry.h"

#include <vector>

#include <opencv2/core.hpp>

namespace tanfang {

/// One measured offset: at this point the print lies `offset` mm further along the axis.
struct MeasuredOffset {
    Point<Mm> at;
    bool horizontal = false;  ///< the axis of the offset: true x, false y
    double offset = 0;        ///< mm
    double weight = 1;        ///< trust, relative
};

struct SmoothShift {
    cv::Mat nodes;           ///< CV_64FC2, mm, on a regular grid over the page; see PaperMap
    double residual_mm = 0;  ///< weighted root mean square of what the fit leaves
};

/// Fits a bicubic B-spline (smoothing by its second differences) to each axis, iteratively
/// reweighted with Tukey's biweight, so that a quarter of wrong offsets does no harm.
///
/// @param tolerance  mm; offsets that the fit misses by more count nothing in the end
/// @see Eilers & Marx, Flexible smoothing with B-splines and penalties, Statistical Science 11
/// (1996)
SmoothShift fit_smooth_shift(const std::vector<MeasuredOffset>& offsets, double page_width,
                             double page_height, double tolerance);

}  // namespace tanfang
