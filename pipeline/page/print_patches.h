/// Small pieces of a print that are looked for around their place: they correct a registration
/// where the paper is bent, and tell whether the print is this one and all there.
#pragma once

#include "pipeline/base/geometry.h"
#include "pipeline/page/registered_page.h"

#include <vector>

#include <opencv2/core.hpp>

namespace tanfang {

/// A piece of print with structure: a corner of the table, letters, a printed box.
struct PrintPatch {
    Point<Mm> center;
    cv::Mat picture;      ///< CV_8UC1, square, at patch_px_per_mm
    bool across = false;  ///< it fixes the print along x
    bool down = false;    ///< it fixes the print along y
    bool pale = false;    ///< nothing in it is so dark that every scan of 1 bit shows it
};

inline constexpr double patch_px_per_mm = 8;

/// Chooses patches all over a page, the most telling one of each small area.
///
/// @param picture  CV_8UC1, dark on white, spans the page exactly
std::vector<PrintPatch> choose_patches(const cv::Mat& picture, double page_width,
                                       double page_height);

struct PatchFit {
    PaperMap map;            ///< the homography with its smooth correction
    double residual_mm = 0;  ///< root mean square misfit of the patches after correction
    double found = 0;        ///< share of the patches that were found in their place, 0..1
    double worst_part = 1;   ///< the same in that part of the page where least was found, 0..1
    double whole_parts = 0;  ///< share of the parts of the page where nearly all were found, 0..1
    double likeness = 0;     ///< mean correlation of the patches that were found, 0..1
    double agreement = 0;    ///< share of the patches that were found among those where anything is
                             ///< printed, 0..1: what is torn off or covered counts for nothing
    std::vector<bool> seen;  ///< by patch: was it found in its place?
};

/// A point of the print that was found in the scan.
struct FoundPoint {
    Point<Mm> at;
    Point<Px> seen;
};

/// Corrects a homography with one smooth displacement of the page: roughly by points that were
/// found, then by the patches around their places.
///
/// @param page    its map is the homography, right within 2.5 mm everywhere; image and form are
/// used
/// @param points  may be empty
PatchFit fit_print_patches(const RegisteredPage& page, const std::vector<FoundPoint>& points,
                           const std::vector<PrintPatch>& patches);

}  // namespace tanfang
