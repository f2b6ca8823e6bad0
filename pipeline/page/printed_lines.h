/// Follows the printed lines of a form to correct a registration that fiducials alone leave rough:
/// paper that was fed unevenly, curled, or has shrunk in one direction.
#pragma once

#include "pipeline/form/form_template.h"
#include "pipeline/page/registered_page.h"

#include <opencv2/core.hpp>

namespace tanfang {

struct LineFit {
    PaperMap map;  ///< the homography with its smooth correction
    double residual_mm =
        0;  ///< root mean square misfit of the lines that were followed, after correction
    double followed = 0;        ///< share of the probes on table lines that found their line, 0..1
    double worst_shift_mm = 0;  ///< largest correction anywhere on the page
};

/// Probes table lines and box edges across their direction, and fits one smooth displacement of the
/// page to what it finds, robustly: a stamp or a stroke along a line counts little.
///
/// @param gray         CV_8UC1
/// @param px_from_mm   homography from the fiducials, right within 2.5 mm everywhere
/// @param fiducials    centres of the fiducials that were found: there the homography is right
/// @return  with fewer than 30 lines followed, the map is the bare homography
LineFit fit_printed_lines(const cv::Mat& gray, const cv::Matx33d& px_from_mm,
                          const std::vector<Point<Mm>>& fiducials, const FormTemplate& form,
                          int page);

}  // namespace tanfang
