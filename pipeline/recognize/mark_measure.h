/// Measures the ink in and around one checkbox; what it means is judged in marks.h.
#pragma once

#include "pipeline/base/geometry.h"
#include "pipeline/recognize/ink.h"

#include <vector>

#include <opencv2/core.hpp>

namespace tanfang {

/// The side of the box that all thresholds are for, mm: that of our own prints.
inline constexpr double standard_box_mm = 4.5;

/// Everything is in units of the paper, so that scans of any resolution compare, and in terms of a
/// standard box, so that boxes of any size do: what is measured in a smaller one is enlarged,
/// lengths in proportion, ink inside by the square, ink outside (a stroke, as wide as ever) in
/// proportion.
struct MarkMeasure {
    double inside = 0;  ///< mm2 of ink within the box
    double faint_inside =
        0;                ///< the same down to a third of the ink threshold, clear of the outline
    double fill = 0;      ///< inked share of the box's free inner area, 0..1
    double width = 0;     ///< mm, extent of the ink within the box
    double height = 0;    ///< mm
    double lowest_x = 0;  ///< where the ink's lowest point lies across the box, 0 left .. 1 right
    double across =
        0;  ///< mm: shorter of the lengths by which a level stroke runs out on both sides
    double around = 0;   ///< share of directions in which ink surrounds the box, 0..1
    double outside = 0;  ///< mm2 of ink within 2.6 mm of the box, print and what is nearer to other
                         ///< boxes left out
    double beside = 0;  ///< mm2 of such ink within 2.6 mm of the box whatever its size: a hand that
                        ///< ticks beside a small box is as large as ever
    double diagonal_down = 0;  ///< share of the falling diagonal that is inked, 0..1
    double diagonal_up = 0;    ///< share of the rising diagonal that is inked, 0..1
    double between_arms = 0;   ///< inked share of the middle of a side of the box, the second
                               ///< largest of the four: a cross leaves paper between its arms, 0..1
    double darkness = 0;       ///< mean ink level of the inner ink, 0..255
    double outline = 0;  ///< share of the printed square that is seen, 0..1; what covers the print
                         ///< covers marks too
};

/// @param box     inner edge of the printed square
/// @param others  those of the other boxes of the page: ink near them is theirs
MarkMeasure measure_mark(const Ink& ink, const Box<Mm>& box, const std::vector<Box<Mm>>& others);

/// Ink on the words that belong to a box, those right of it.
///
/// @param box   inner edge of the printed square
/// @param taken  where ink is not the box's any more: the other squares of the page, and the places
///               where people write
/// @return  mm2 of ink that is not print; print hides what a pen did on it
double label_ink(const Ink& ink, const Box<Mm>& box, const std::vector<Box<Mm>>& taken);

}  // namespace tanfang
