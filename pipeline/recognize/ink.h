/// Pen ink on a registered page: what people added to the print, apart from seals and fingerprints.
///
/// in:  RegisteredPage and the picture of the blank page
/// out: maps of ink, sampled in paper space
#pragma once

#include "pipeline/base/geometry.h"
#include "pipeline/page/registered_page.h"

#include <map>
#include <string>
#include <vector>

#include <opencv2/core.hpp>

namespace tanfang {

/// Paper shows within this distance of any print or writing.
inline constexpr double paper_reach_mm = 7;

/// Level of Ink::print() from which on a scan may be black there: 1-bit ones, and those that are
/// sharper than the picture of the print. Chosen.
inline constexpr int possible_print = 40;

/// The print of a page as the reader must expect it in a scan: a little wider than drawn, for blur
/// and for what registration leaves. Made once per page of a form.
struct PrintedInk {
    cv::Mat ink;           ///< CV_8UC1 over the whole page: 0 free paper, 255 black print
    double px_per_mm = 0;  ///< of `ink`
    std::vector<Point<Mm>> black_places;     ///< where the print is surely black; a form with
                                             ///< fiducials needs none
    std::map<std::string, Box<Mm>> squares;  ///< by spot: inner edge of the printed square where it
                                             ///< is not the spot's box

    /// Inner edge of the square that is printed at a spot.
    const Box<Mm>& square_of(const Spot& spot) const {
        const auto it = squares.find(spot.id);
        return it == squares.end() ? spot.box : it->second;
    }
};

/// @param picture  CV_8UC1 picture of the blank page that spans the page exactly, dark print on
/// white,
///                 any resolution from 100 dpi
PrintedInk printed_ink(const cv::Mat& picture, double page_width);

/// Samples ink relative to this sheet's own paper and pen. Holds references to its arguments, which
/// outlive it.
class Ink {
  public:
    Ink(const RegisteredPage& page, const PrintedInk& print);

    /// Darkness of everything but red ink against the local paper, the print's own ink taken away.
    ///
    /// @param px_per_mm  resolution of the result; 10 serves boxes and writing
    /// @return CV_8UC1, round(box size * px_per_mm): 0 paper or print, 255 as dark as print
    cv::Mat pen(const Box<Mm>& box, double px_per_mm) const;

    /// pen() of a place of which seen() and print() are known.
    cv::Mat without_print(const cv::Mat& seen, const cv::Mat& print) const;

    /// Darkness of everything but red ink against the local paper, print and pen alike; as pen().
    cv::Mat seen(const Box<Mm>& box, double px_per_mm) const;

    /// Redness against the paper (seals, fingerprints, red pens); all 0 on scans without colour.
    cv::Mat red(const Box<Mm>& box, double px_per_mm) const;

    /// Where print must be expected: 255 black print, 0 free paper; see PrintedInk.
    cv::Mat print(const Box<Mm>& box, double px_per_mm) const;

    /// The whole page's pen ink at a low resolution, cheaply; as pen().
    /// @return CV_8UC1, the page at overview_px_per_mm
    cv::Mat overview() const;
    static constexpr double overview_px_per_mm = 1.5;

    /// Ink level (0..255) above which a pixel of pen() counts as ink on this sheet.
    int threshold() const { return threshold_; }

    /// The sheet is written with a red pen: then pen() holds red ink too.
    bool red_pen() const { return red_pen_; }

    const RegisteredPage& page() const { return page_; }

    /// Inner edge of the square that is printed at a spot.
    const Box<Mm>& square_of(const Spot& spot) const { return print_.square_of(spot); }

  private:
    cv::Mat darkness(const cv::Mat& sampled, const Box<Mm>& box) const;
    double background(Point<Mm> at) const;
    std::vector<Point<Mm>> black_places() const;
    void learn_paper();
    std::vector<Box<Mm>> written_places() const;
    bool is_written_in_red(const std::vector<Box<Mm>>& places,
                           const std::vector<cv::Mat>& pens) const;
    void learn_pen();

    const RegisteredPage& page_;
    const PrintedInk& print_;
    cv::Mat pixels_;          ///< CV_8UC1, the scan without red ink: its red channel, or its grey;
                              ///< of a sheet that is written in red its darkest channel
    cv::Mat small_;           ///< CV_8UC1, pixels_ shrunk by paper_scale_
    cv::Mat paper_;           ///< CV_8UC1, grey of the bare paper, likewise
    double paper_scale_ = 1;  ///< pixels of paper_ per pixel of the image
    double black_ = 0;        ///< grey of the print's black
    int threshold_ = 0;
    bool red_pen_ = false;
};

}  // namespace tanfang
