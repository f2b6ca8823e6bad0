/// Turns matched words into spots: squares are boxes, blanks between the right words are fields.
#pragma once

#include "pipeline/form/form_template.h"
#include "pipeline/page/flow_match.h"

#include <set>
#include <string>
#include <vector>

#include <opencv2/core.hpp>

namespace tanfang {

/// Takes the spots of one region after another. Boxes are found in the end, when all of the print
/// tell their size and their distance from the label: a square counts only beside the label it
/// should have, and where ink covers a box its outline is looked for there. On a print without any
/// square the symbol's font was missing: where a bracket stands in most boxes' places, it is where
/// people tick.
class SpotCollector {
  public:
    /// @param page  of the form, from 0: goes into the spots
    /// @param ink   of the whole page; outlives this
    SpotCollector(int page, const cv::Mat& ink, double px_per_mm)
        : page_(page), ink_(ink), px_per_mm_(px_per_mm) {}

    /// @param region, flow, match  outlive this
    /// @param behind               a cell right of the region or below it that no known one is
    ///                             matched with: the place of the last gap that has its label here,
    ///                             where it is much the larger; nullptr
    void take_cell(const PrintedRegion& region, const PrintFlow& flow, const FlowMatch& match,
                   const PrintedRegion* behind = nullptr);

    /// The words above the table, where no line bounds a field.
    void take_above(const PrintedRegion& region, const PrintFlow& flow, const FlowMatch& match);

    /// Spots of a cell that was not found.
    void miss(const PrintFlow& flow);

    void
    find_boxes();  ///< of all regions taken before, also those that ink covers or that are lost

    std::vector<Spot> spots;           ///< mm
    std::vector<std::string> missing;  ///< ids of spots that were not found
    std::vector<cv::Rect> squares;     ///< inner edges of the boxes, px
    std::vector<cv::Rect> brackets;    ///< that stand instead of boxes, px
    std::set<std::string> lost;        ///< ids of the boxes instead of which brackets stand

  private:
    /// A token of a region's flow.
    struct Place {
        const PrintedRegion* region;
        const PrintFlow* flow;
        const FlowMatch* match;
        std::size_t token;

        const PrintedItem* item(std::size_t at) const;  ///< nullptr if it was not found
        bool has_another_label() const;
    };

    bool is_followed(const Place& place, const PrintedItem& box) const;
    bool beside_its_label(const Place& place, const PrintedItem& box) const;
    cv::Rect covered(const Place& place) const;
    bool has_lost_boxes() const;
    cv::Rect instead_of_box(const Place& place);
    double usual_distance(int width) const;  // px, of a box so wide
    void add(const PrintToken& token, const cv::Rect& place);

    int page_;
    const cv::Mat& ink_;
    double px_per_mm_;
    std::vector<Place> boxes_;
    std::vector<Place> unseen_;   // of these
    std::vector<int> distances_;  // from squares to their labels, px
};

}  // namespace tanfang
