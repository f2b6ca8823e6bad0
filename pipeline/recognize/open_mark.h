/// The words by which a printed copy of a record says that a place is open: 〔待核〕.
///
/// in:  a registered page, a picture of the words
/// out: whether they stand in a spot
#pragma once

#include "pipeline/page/registered_page.h"

#include <opencv2/core.hpp>

namespace tanfang {

/// Whoever scans a copy of a record must not get these words as a value.
class OpenMark {
  public:
    static constexpr double width_mm = 14;  ///< of the picture; the words take 12.7
    static constexpr double height_mm = 4.4;
    static constexpr double words_mm = 12.7;  ///< four characters of 9 points

    /// @param picture  the words in the middle of white paper, width_mm x height_mm at any
    ///                 resolution, CV_8UC1: templates/open_mark.png
    explicit OpenMark(cv::Mat picture);

    /// Whether the words are printed in the middle of a spot, smaller where it is narrow. Looks
    /// for the picture itself, which no handwriting is like.
    bool stands_in(const RegisteredPage& page, const Box<Mm>& spot) const;

  private:
    cv::Mat picture_;
    double px_per_mm_;
};

}  // namespace tanfang
