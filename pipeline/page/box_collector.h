/// Finds the boxes of a print among its squares, by the labels beside them.
///
/// in:  regions with the words that are known to stand there, the ink of the page
/// out: a place per box; names of those that were not found
#pragma once

#include "pipeline/page/box_side.h"
#include "pipeline/page/flow_match.h"

#include <deque>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <opencv2/core.hpp>

namespace tanfang {

/// Whether there are so many squares that two rows of the table look like one.
bool has_twice_the_boxes(const PrintedRegion& region, const PrintFlow& flow);

/// Takes the boxes of one region after another. They are found in the end, when all of the print
/// tell their size and their distance from the label: a square counts only beside the label it
/// should have, and where ink covers a box its outline is looked for there. On a print without any
/// square the symbol's font was missing: where a bracket stands in most boxes' places, it is where
/// people tick.
class BoxCollector {
  public:
    /// @param ink   of the whole page, as ink_of_print() gives it
    /// @param side  where the print's boxes stand; unclear: none is found
    BoxCollector(const cv::Mat& ink, double px_per_mm, BoxSide side);

    /// Boxes of a region that plainly has them on the other side are missing.
    ///
    /// @param region, flow, match  outlive this
    void take(const PrintedRegion& region, const PrintFlow& flow, const FlowMatch& match);

    void find();  ///< all that were taken before, also those that ink covers or that are lost

    std::vector<std::pair<std::string, cv::Rect>> boxes;  ///< spot and inner edge, px
    std::vector<std::string> missing;                     ///< ids of boxes that were not found
    std::vector<cv::Rect> squares;   ///< inner edges of the boxes that are squares, px
    std::vector<cv::Rect> brackets;  ///< that stand instead of boxes, px
    std::set<std::string> lost;      ///< ids of the boxes instead of which brackets stand

  private:
    /// A token of a region's flow.
    struct Place {
        const PrintedRegion* region;
        const PrintFlow* flow;
        const FlowMatch* match;
        std::size_t token;

        const PrintedItem* item(std::size_t at) const;  ///< nullptr if it was not found
        bool has_another_label() const;
        const std::string& spot() const { return (*flow)[token].spot; }
    };

    /// A region upside down.
    struct Turned {
        PrintedRegion region;
        PrintFlow flow;
        FlowMatch match;
    };

    void miss(const PrintFlow& flow);
    void take_places(const PrintedRegion& region, const PrintFlow& flow, const FlowMatch& match);
    void look_for_squares();
    void turn_back();
    bool is_followed(const Place& place, const PrintedItem& box) const;
    bool beside_its_label(const Place& place, const PrintedItem& box) const;
    cv::Rect covered(const Place& place) const;
    bool has_lost_boxes() const;
    cv::Rect instead_of_box(const Place& place);
    double usual_distance(int width) const;  // px, of a box so wide
    void add(const Place& place, const cv::Rect& box);

    cv::Mat ink_;  // upside down where boxes stand behind their labels
    double px_per_mm_;
    BoxSide side_;
    std::deque<Turned> turned_;
    std::vector<Place> places_;
    std::vector<Place> unseen_;   // of these
    std::vector<int> distances_;  // from squares to their labels, px
};

}  // namespace tanfang
