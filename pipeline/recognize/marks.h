/// Judges all checkboxes of a page: empty, marked or doubtful, and how the mark was made.
///
/// in:  Ink of the page
/// out: MarkReading per box
#pragma once

#include "pipeline/recognize/ink.h"
#include "pipeline/recognize/mark_measure.h"
#include "pipeline/recognize/reading.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace tanfang {

/// All numbers that decide about a mark, in one place. Measured on sheets of the pen-and-scan
/// simulator over all scan profiles; tests/accuracy holds what they reach.
struct MarkThresholds {
    double no_ink_mm2 =
        0.16;  ///< untouched boxes show less; tails of neighbours' strokes up to 0.15
    double no_faint_mm2 = 0.6;  ///< and less than this down to a third of the ink threshold
    double mark_mm2 =
        1.5;  ///< every tick, cross or slash in a 4.5 mm box leaves more (least seen: 1.8)
    double mark_extent_mm = 2.2;  ///< and is longer than this; dots are not
    double through_mm2 = 0.7;  ///< a tick that has most of itself outside a small box leaves less
                               ///< (tails of neighbours' ticks: up to 0.32; ticks from 0.78)
    double through_extent_mm = 1.3;   ///< and is so long there
    double through_outside_mm2 = 1;   ///< and has so much outside
    double through_beside_mm2 = 3.3;  ///< but no more: what is written over a box has from 3.8
    double solid_fill = 0.72;         ///< filled or blacked boxes are inked more (least seen: 0.86)
    double crossed_between = 0.7;  ///< but not between the arms of a cross (blacked ones show 0.83
                                   ///< and more there, struck ones 0.9, filled ones 0.75)
    double struck_across_mm =
        0.8;  ///< a level stroke through the box runs out further on both sides
    double perhaps_struck_mm = 0.45;  ///< with this much and more ink than other marks have, or on
                                      ///< a sheet of filled boxes, nobody is sure (struck ticks
                                      ///< were seen from 0.55, the arms of ticks up to 0.75)
    double perhaps_struck_ink =
        1.3;  ///< of the sheet's usual mark (struck ones were seen from 1.46)
    double struck_solid_mm =
        2.2;  ///< the same where a thick pen in a small box leaves nothing white: what fills a box
              ///< spills up to 1.7, strokes through it ran out from 2.7
    double thinner_fill = 0.85;  ///< of the usual fill of who fills boxes: less is rather a tick
                                 ///< with a thick stroke through it (one was seen with 0.80)
    double whole_fill = 0.95;    ///< the same where a stroke runs out on both sides (one with 0.87)
    double blacked_spill_mm2 = 3.0;  ///< of who fills boxes to choose them, a blackened one has
                                     ///< more ink around it than the others (least seen: 3.9)
    double circled_around = 0.45;    ///< loops surround a box in more directions (least seen: 0.59)
    double nothing_around = 0.2;     ///< and what lies beside an untouched box, in fewer
    double circled_inside_mm2 = 1.2;  ///< a loop may cross the corners of the box, no more
    double stray_mm2 = 1.2;  ///< more ink than this just outside an empty box makes it doubtful
    double most_outside_mm2 = 17;  ///< around a box: more is no mark but a shade, as on the picture
                                   ///< of a screen (loops were seen up to 15.3, shades from 18)
    double label_mm2 = 0.8;        ///< ink on the label of an empty box of a group without a mark
    double beside_mm2 = 0.4;  ///< and beside it, the same where several boxes may be marked (ticks
                              ///< beside small boxes were seen from 0.5)
    double outline_share = 0.4;  ///< of what most boxes of the sheet show of their printed square:
                                 ///< less is covered where it is unlike the others too
    double diagonal = 0.75;      ///< inked share of a diagonal that a stroke along it leaves
    double slash_lowest_x = 0.34;  ///< a slash ends further left than a tick turns
    double faint_share =
        0.45;  ///< of the sheet's usual darkness of marks: weaker marks are doubtful
};

/// Judges measured boxes in the light of the whole sheet: whoever ticks blackens a box to cancel
/// it, whoever fills boxes does not.
///
/// @param bilevel  the scan has 1 bit a pixel
/// @return  readings in the order of the measures
std::vector<MarkReading> judge_marks(const std::vector<MarkMeasure>& boxes, bool bilevel = false);

/// What a 1-bit scan cannot tell: its threshold may have eaten a faint mark whole. A group that
/// must have an answer and shows no ink becomes doubtful; where several marks are left in pieces,
/// so does every such group.
///
/// @param fields  Spot::field of each box, in the order of the readings
/// @param must    fields that always have an answer
void doubt_groups_without_ink(const std::vector<std::string>& fields,
                              const std::set<std::string>& must,
                              std::vector<MarkReading>& readings);

/// Where one of several can be chosen and more than one is marked, one of the marks may have been
/// taken back, or be the end of a stroke around another box: each of them asks.
///
/// @param fields  as above
/// @param one     fields of which one option can be chosen
void doubt_marks_of_one_choice(const std::vector<std::string>& fields,
                               const std::set<std::string>& one,
                               std::vector<MarkReading>& readings);

/// On a print that was not drawn by us a box may be printed a little beside where it was learned,
/// and looks surrounded: loops on a sheet with more strokes than loops ask.
void doubt_loops_among_strokes(std::vector<MarkReading>& readings);

/// What is known of the fields that boxes belong to.
struct ChoiceFields {
    std::set<std::string> must;     ///< that always have an answer
    std::set<std::string> one;      ///< that have one answer
    std::set<std::string> several;  ///< that may have more than one
};

/// Reads all boxes of the page.
///
/// @return  spot id and reading, in the order of the form
std::vector<std::pair<std::string, MarkReading>> read_marks(const Ink& ink,
                                                            const ChoiceFields& fields);

}  // namespace tanfang
