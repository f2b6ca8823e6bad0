/// Sorts the fiducials of an image into sheets and fits a homography to each.
#pragma once

#include "pipeline/form/form_template.h"
#include "pipeline/page/fiducials.h"

#include <vector>

#include <opencv2/core.hpp>

namespace tanfang {

/// A sheet that its fiducials give away.
struct SheetCandidate {
    const FormTemplate* form = nullptr;
    int page = 0;                         ///< page of the form, from 0
    std::vector<Point<Mm>> fiducials;     ///< centres on paper of those that were found
    std::vector<cv::Matx33d> px_from_mm;  ///< possible homographies, the likeliest first
    Point<Px> center;                     ///< middle of the paper in the image
};

/// @return sheets of three or more fiducials that agree with one plane; a sheet of fewer is left
/// out
std::vector<SheetCandidate> sheets_of(const std::vector<FoundFiducial>& found,
                                      const std::vector<const FormTemplate*>& forms);

}  // namespace tanfang
