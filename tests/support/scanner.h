/// A simulated scanner or phone: from inked paper to a page image, with the true place of every
/// millimetre.
#pragma once

#include "pipeline/intake/page_image.h"

#include <string>

#include "tests/support/paper.h"
#include "tests/support/random.h"

namespace tanfang::simulate {

/// How a sheet is scanned; limits are drawn from anew for each sheet.
struct ScanCondition {
    std::string name;
    double dpi = 300;
    bool color = true;
    bool bilevel = false;
    bool any_orientation = false;  ///< upside down or sideways; else upright
    double skew_degrees = 0;       ///< at most, either way
    double shrink = 0;             ///< printed smaller by up to this share
    double bend_mm = 0;            ///< smooth distortion of feed or curl, at most
    double blur_mm = 0;            ///< Gaussian, sigma on the paper
    double noise = 0;              ///< grain, sigma in grey levels
    double fade = 0;               ///< share of contrast lost
    double block_step = 0;         ///< quantisation of 8x8 blocks as in JPEG, grey levels; 0: none
    bool photo = false;            ///< a phone: perspective, table around the sheet, uneven light
};

/// Where points of the paper really are in the image.
class TrueMap {
  public:
    TrueMap() = default;
    /// @param px_from_mm  of the bent paper, to pixels with whole numbers at their middles
    TrueMap(const cv::Matx33d& px_from_mm, double page_width, double page_height, double bend_mm,
            Random& random);

    Point<Px> operator()(Point<Mm> on_paper) const;
    Point<Mm> bent(Point<Mm> on_paper) const;  ///< where bending moves a point of the flat sheet
    Point<Mm> straightened(Point<Mm> bent) const;  ///< the inverse of bent()
    void turn(const cv::Matx33d& px_from_px) { px_from_mm_ = px_from_px * px_from_mm_; }
    const cv::Matx33d& px_from_mm() const { return px_from_mm_; }

  private:
    cv::Matx33d px_from_mm_ = cv::Matx33d::eye();
    double width_ = 1;
    double height_ = 1;
    double bend_x_ = 0;
    double bend_y_ = 0;
    std::array<double, 4> phase_{};
};

struct Scan {
    PageImage image;
    TrueMap truth;
    int rotation = 0;  ///< 0, 90, 180, 270: clockwise turn of the paper, degrees
};

Scan scan(const Paper& paper, const ScanCondition& condition, Random& random);

}  // namespace tanfang::simulate
