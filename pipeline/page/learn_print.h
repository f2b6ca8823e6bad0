/// Learns a print of a known form that somebody else has made: where its boxes and fields stand.
///
/// in:  an upright picture of the print, the words of the known forms
/// out: LearnedPrint
///
/// The table's cells, taken in reading order, are aligned with the cells that the form is known to
/// have; within each, the printed words are aligned with the known ones. Squares are boxes, blanks
/// between the right words are fields. So row heights, fonts and line breaks may be any.
#pragma once

#include "pipeline/form/form_template.h"
#include "pipeline/form/print_words.h"
#include "pipeline/page/printed_items.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace tanfang {

struct LearnedPrint {
    std::string form;                  ///< "visit"
    int page = 0;                      ///< 0: its top part is on this page, 1: only a later part
    double agreement = 0;              ///< 0..1, of the printed words with the known ones
    std::vector<Spot> spots;           ///< on the picture's paper, mm; page as above
    std::vector<std::string> missing;  ///< spots of the cells between the page's first and last
                                       ///< known cell that were not found
    std::set<std::string> lost;        ///< boxes instead of which a bracket is printed
    cv::Mat print;  ///< CV_8UC1, the picture's size: what is surely print, on white
};

/// @param gray       CV_8UC1, level within 0.3 degrees; best blank, for writing hides print
/// @param px_per_mm  of the picture, within a fifth; 8 is plenty
/// @return           nothing if no known form's words stand in a table there
std::optional<LearnedPrint> learn_print(const cv::Mat& gray, double px_per_mm,
                                        const std::vector<PrintWords>& forms,
                                        const PrintReader& reader);

}  // namespace tanfang
