/// Pen ink on a registered page: what people added to the print, apart from seals and fingerprints.
///
/// in:  RegisteredPage and the picture of the blank page
/// out: maps of ink, sampled in paper space
#pragma once

#include <opencv2/core.hpp>

#include "pipeline/base/geometry.h"
#include "pipeline/page/registered_page.h"

namespace tanfang {

/// Samples ink relative to this sheet's own paper and pen. Cheap to make; holds references to its
/// arguments, which outlive it.
class Ink {
  public:
    /// @param reference  CV_8UC1 picture of the blank page that spans the page exactly, dark print on
    ///                   white, any resolution from 100 dpi
    Ink(const RegisteredPage& page, const cv::Mat& reference);

    /// Darkness of everything but red ink against the local paper, the print's own ink taken away.
    ///
    /// @param px_per_mm  resolution of the result; 10 serves boxes and writing
    /// @return CV_8UC1, round(box size * px_per_mm): 0 paper or print, 255 as dark as print
    cv::Mat pen(const Box<Mm>& box, double px_per_mm) const;

    /// Redness against the paper (seals, fingerprints, red pens); all 0 on scans without colour.
    cv::Mat red(const Box<Mm>& box, double px_per_mm) const;

    /// Where the blank page is printed: 255 print (grown by the registration's uncertainty), 0 free.
    cv::Mat print(const Box<Mm>& box, double px_per_mm) const;

    /// Ink level (0..255) above which a pixel of pen() counts as ink on this sheet.
    int threshold() const { return threshold_; }

    /// The sheet is written with a red pen: then pen() holds red ink too.
    bool red_pen() const { return red_pen_; }

  private:
    const RegisteredPage& page_;
    const cv::Mat& reference_;
    int threshold_ = 0;
    bool red_pen_ = false;
};

}  // namespace tanfang
