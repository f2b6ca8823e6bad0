/// Turns matched words into spots: squares are boxes, blanks between the right words are fields.
#pragma once

#include "pipeline/form/form_template.h"
#include "pipeline/page/box_collector.h"
#include "pipeline/page/flow_match.h"

#include <string>
#include <vector>

#include <opencv2/core.hpp>

namespace tanfang {

/// Takes the spots of one region after another; boxes are found in the end (BoxCollector).
class SpotCollector {
  public:
    /// @param page  of the form, from 0: goes into the spots
    /// @param ink   of the whole page, as ink_of_print() gives it
    /// @param side  where the print's boxes stand
    SpotCollector(int page, const cv::Mat& ink, double px_per_mm, BoxSide side)
        : page_(page), px_per_mm_(px_per_mm), boxes_(ink, px_per_mm, side) {}

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

    void find_boxes();  ///< of all regions taken before

    const BoxCollector& boxes() const { return boxes_; }

    std::vector<Spot> spots;           ///< mm
    std::vector<std::string> missing;  ///< ids of spots that were not found

  private:
    void add(const std::string& id, SpotKind kind, const cv::Rect& place);

    int page_;
    double px_per_mm_;
    BoxCollector boxes_;
};

}  // namespace tanfang
