/// The door to OpenCV's table of ArUco markers, for drawing them.
#pragma once

#include <vector>

namespace tanfang {

/// Modules of a marker of DICT_4X4_50: 6 rows of 6 from the top left, true is dark, the black
/// border of one module included.
///
/// @param id  0..49
/// @see Garrido-Jurado et al., Automatic generation and detection of highly reliable fiducial
///      markers under occlusion, Pattern Recognition 47 (2014)
std::vector<std::vector<bool>> aruco_modules(int id);

}  // namespace tanfang
