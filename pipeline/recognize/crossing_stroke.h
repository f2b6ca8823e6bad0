/// Tells strokes that cross a box out from ticks in it.
///
/// in:  the patch of the page around a box
/// out: how far such a stroke runs out of the box
#pragma once

#include <cmath>

#include <opencv2/core.hpp>

namespace tanfang {

inline constexpr double mark_px_per_mm = 8;
inline constexpr double ring_mm = 2.6;  ///< loops and ticks beside a box come closer than this

inline int mark_px(double mm) {
    return static_cast<int>(std::lround(mm * mark_px_per_mm));
}

/// The patch around a box: coordinates in px, the box in its middle.
struct MarkPatch {
    cv::Mat level;       ///< ink level
    cv::Mat mask;        ///< 255 where there is ink
    cv::Mat own;         ///< of that, what lies nearer to this box than to any other
    cv::Mat print;       ///< 255 where print hides what a pen did
    cv::Mat near_print;  ///< and a pixel around it, where of a thin stroke but specks are left
    cv::Rect box;
};

/// How far a nearly level stroke through the box runs out of it, on the side where that is less;
/// where print hides one side, on the other.
///
/// @return  mm; 0 if there is no such stroke
double stroke_across(const MarkPatch& patch);

}  // namespace tanfang
