/// Finds the printed ArUco markers of our forms in a scan.
#pragma once

#include "pipeline/base/geometry.h"

#include <set>
#include <vector>

#include <opencv2/core.hpp>

namespace tanfang {

struct FoundFiducial {
    int id = 0;        ///< DICT_4X4_50
    Quad<Px> corners;  ///< outer corners of the black square, subpixel, in the marker's own order
};

/// @param gray  CV_8UC1, dark on light, any orientation, 90 dpi or more, with or without a table
/// around
/// @param ids   the markers that stand on forms of ours; others are ignored
/// @return      all markers found; the same id several times if several sheets lie in the image
/// @see Garrido-Jurado et al., Automatic generation and detection of highly reliable fiducial
/// markers,
///      Pattern Recognition 47 (2014)
std::vector<FoundFiducial> find_fiducials(const cv::Mat& gray, const std::set<int>& ids);

/// Whether a quick look shows a marker of ours: enough to decide what to try first.
bool shows_fiducial(const cv::Mat& gray, const std::set<int>& ids);

}  // namespace tanfang
