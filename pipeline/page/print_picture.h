/// A picture of what is surely printed on a page, without what is written there.
///
/// in:  the page's grey, places that are known to be print
/// out: CV_8UC1, the page's size: these places on white
#pragma once

#include "pipeline/page/flow_match.h"

#include <opencv2/core.hpp>

namespace tanfang {

class PrintPicture {
  public:
    /// @param gray  CV_8UC1; outlives this
    PrintPicture(const cv::Mat& gray, double px_per_mm);

    void keep(const cv::Rect& box);

    /// Ruled lines: what is as thick as no line is a fingerprint on one.
    ///
    /// @param lines  CV_8UC1, the page's size
    void keep_lines(const cv::Mat& lines);

    /// The outline of a box, not what stands in it.
    ///
    /// @param inner  edge, px
    void keep_outline(const cv::Rect& inner);

    /// The words of a region: all of it where nothing can be written, else what was found again.
    /// What was read as another character beside a place of writing may be written there.
    void keep_words(const PrintedRegion& region, const PrintFlow& flow, const FlowMatch& match);

    const cv::Mat& picture() const { return picture_; }

  private:
    /// Without the shade that words may stand on: where it ends is no print.
    void keep_on_white(const cv::Rect& box);

    /// A character with all that stands between it and the one before on its line: readers of print
    /// misread characters, and place them a little beside their strokes.
    ///
    /// @param before  nothing can be written between it and the character; nullptr if there is none
    void keep_up_to(const PrintedItem& item, const PrintedItem* before);

    const cv::Mat& gray_;
    double px_per_mm_;
    cv::Mat picture_;
};

}  // namespace tanfang
