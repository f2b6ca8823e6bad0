/// Says which cells for writing alone are which: they have no words of their own, and where the
/// line between two of them was not seen, all that follow in their row would be taken for others.
///
/// in:  FormMatch by words
/// out: FormMatch that holds only what is sure
#pragma once

#include "pipeline/page/form_match.h"

namespace tanfang {

/// Whether a cell stands directly right of another.
bool follows(const cv::Rect& cell, const cv::Rect& before, double px_per_mm);

/// Whether a cell stands directly below another, in the same columns.
bool is_below(const cv::Rect& cell, const cv::Rect& upper, double px_per_mm);

/// A cell below a label is the place of its writing, though nothing else says so, where it is so
/// many times as large as the label's.
inline constexpr double larger_below = 2;

/// Keeps a cell without words only where it stands in the row of the label that precedes it on the
/// form. A row with as many such cells as the form knows is taken in order; of another row, those
/// that stand below or above cells of a whole one with a label in the same column.
/// Where labels stand side by side with a free cell below each, that one is the label's. A cell
/// that says a label's words is none for writing.
void settle_blank_cells(FormMatch& match, const std::vector<PrintedRegion>& cells,
                        double px_per_mm);

/// Gives the first gap of a known cell, which belongs to the label of the cell before, a cell of
/// its own where the print has a free one right of that label, or a much larger one below it: the
/// words that follow the gap stand in another cell or below the table.
void settle_first_gaps(FormMatch& match, const std::vector<PrintedRegion>& cells, double px_per_mm);

}  // namespace tanfang
