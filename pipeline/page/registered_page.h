/// A page whose paper is found in the image: every millimetre of the form has its pixel.
#pragma once

#include "pipeline/base/geometry.h"
#include "pipeline/form/form_template.h"
#include "pipeline/form/sheet_code.h"
#include "pipeline/intake/page_image.h"

#include <optional>
#include <string>
#include <vector>

#include <opencv2/core.hpp>

namespace tanfang {

/// The map from paper to image: a homography, then a smooth correction for paper that was fed
/// unevenly, curled or shrunk.
class PaperMap {
  public:
    PaperMap() = default;
    explicit PaperMap(const cv::Matx33d& px_from_mm) : px_from_mm_(px_from_mm) {}
    /// @param shift       CV_64FC2, displacement on the paper in mm at the nodes of a regular grid
    ///                    that spans the page; bilinear in between
    PaperMap(const cv::Matx33d& px_from_mm, const cv::Mat& shift, double page_width,
             double page_height);

    Point<Px> operator()(Point<Mm> on_paper) const;
    const cv::Matx33d& px_from_mm() const { return px_from_mm_; }

    /// The correction at a point: where the homography must be asked instead, less the point
    /// itself.
    Point<Mm> shift(Point<Mm> on_paper) const;

    /// Pixels per millimetre of paper around a point, the mean of both directions.
    double px_per_mm(Point<Mm> on_paper) const;

  private:
    cv::Matx33d px_from_mm_ = cv::Matx33d::eye();
    cv::Mat shift_;
    double nodes_per_mm_x_ = 0;
    double nodes_per_mm_y_ = 0;
};

/// Clockwise quarter turns of the paper in the image, in degrees: 0, 90, 180, 270.
int rotation_of(const PaperMap& map, const FormTemplate& form);

/// Below it a comb digit has fewer than 18 px and marks blur into the print.
inline constexpr double fewest_dpi = 90;
/// What a fit of the print may leave over. Chosen, not measured at its edge: of 626 simulated pages
/// it left a few hundredths of a millimetre.
inline constexpr double largest_residual_mm = 0.25;

/// How the page was registered; goes into the record as it is.
struct Registration {
    std::string method;      ///< "fiducials", "fiducials+lines" or "reference"; "corners+lines" or
                             ///< "corners+reference" where a person has shown the corners
    double residual_mm = 0;  ///< root mean square misfit of the printed lines after correction
    double dpi = 0;          ///< effective resolution on the paper
    int rotation = 0;        ///< 0, 90, 180, 270: clockwise turn of the paper in the image, degrees
};

struct RegisteredPage {
    const PageImage* image = nullptr;    ///< outlives this
    const FormTemplate* form = nullptr;  ///< outlives this
    int page = 0;                        ///< page of the form, from 0
    PaperMap map;
    Registration registration;
    std::optional<SheetCode> code;  ///< nothing: neither QR nor text could be read
    std::string code_problem;       ///< why a code was not believed, in Chinese; empty if none
    std::vector<Box<Mm>> unseen;    ///< where the print was not found although the page is here:
                                    ///< covered or torn off; only where a person has shown corners

    /// Whether somebody else has drawn the print: it has no fiducials.
    bool is_of_others() const {
        return form->pages.at(static_cast<std::size_t>(page)).fiducials.empty();
    }

    /// Whether any part of a box is where the print was not found.
    bool is_unseen(const Box<Mm>& box) const;
};

}  // namespace tanfang
