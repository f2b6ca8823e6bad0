/// Finds one print in a picture of another sheet of it, without fiducials: by the corners of its
/// letters, boxes and lines.
///
/// in:  grey pictures
/// out: the homography between them, and how much of the print bears it out
#pragma once

#include <optional>
#include <vector>

#include <opencv2/core.hpp>

namespace tanfang {

/// Telling points of a picture, spread over it.
struct PrintFeatures {
    cv::Size size;                 ///< of the picture, px
    std::vector<cv::Point2d> at;   ///< px of the picture; (0, 0) is its top-left corner
    std::vector<double> angle;     ///< degrees, of what is around each point
    cv::Mat descriptors;           ///< CV_8UC1, one row each (ORB, 256 bits)
    std::vector<int> distinctive;  ///< those unlike all others of the picture; the most so first
};

/// @param gray         CV_8UC1, dark on light, any orientation and resolution
/// @param longer_side  px; the picture is looked at about this small
/// @param stretch      of its height before it is looked at: standard fax has half the lines
/// @return             at most 1500 points; few or none if the picture is blank
/// @see Rublee et al., ORB: an efficient alternative to SIFT or SURF, ICCV 2011
PrintFeatures find_print_features(const cv::Mat& gray, int longer_side, double stretch = 1);

/// Points so near to each other are one place: 300ths of the longer side, which are mm on A4.
inline constexpr double same_place = 2;

/// Sizes at which prints are looked at, px of the longer side: a reference, and scans first. A4
/// then has about 100 dpi, and a sheet that fills four fifths of a photo as well: print is told
/// best at equal sizes.
inline constexpr int reference_side = 1200;
inline constexpr int scan_side = 1400;

/// Notes which points are told from all others of their picture: a form repeats its words, and what
/// stands there ten times says nothing about the place. Needed once for a reference.
void mark_distinctive(PrintFeatures& features);

/// How one picture lies in another.
struct PrintMatch {
    cv::Matx33d scan_from_reference;     ///< homography, px to px
    std::vector<cv::Point2d> reference;  ///< points of the print that were found again, px
    std::vector<cv::Point2d> scan;       ///< and where, px
    double found = 0;                    ///< share of the reference's points found again, 0..1
};

/// Matches two pictures: any of four orientations, the perspective of a phone, any scale from half
/// to double; pen, stamps and other paper around do little harm.
///
/// @param reference  with its distinctive points marked
/// @return nothing if no plausible homography has a few dozen points behind it
/// @see Fischler & Bolles, Random sample consensus, CACM 24 (1981)
std::optional<PrintMatch> match_print(const PrintFeatures& reference, const PrintFeatures& scan);

/// As match_print(), where somebody knows about how the print lies in the scan.
///
/// @param scan_from_reference  homography, px to px; right within 2.5 % of the longer side
std::optional<PrintMatch> match_print_at(const PrintFeatures& reference, const PrintFeatures& scan,
                                         const cv::Matx33d& scan_from_reference);

}  // namespace tanfang
