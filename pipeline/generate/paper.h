/// From millimetres on the paper to a PDF page, and the few shapes that both are made of.
#pragma once

#include "pipeline/base/geometry.h"
#include "pipeline/form/form_template.h"

#include <vector>

namespace tanfang {

/// From paper to PDF user space: points, y up, the origin at the bottom left of the page or of a
/// part of the page (an appearance stream has its own space).
class PaperToPdf {
  public:
    explicit PaperToPdf(const FormTemplate& form) : left_(0), bottom_(form.page_height) {}
    explicit PaperToPdf(const Box<Mm>& part) : left_(part.left()), bottom_(part.bottom()) {}
    double x(double mm) const { return (mm - left_) * points_per_mm; }
    double y(double mm) const { return (bottom_ - mm) * points_per_mm; }

  private:
    double left_;
    double bottom_;
};

/// Height of the baseline below the middle of the em box, in em: the ideographic em box of Chinese
/// fonts reaches from 0.88 em above to 0.12 em below the baseline (OpenType BASE table, "ideo").
inline constexpr double baseline_below_middle = 0.38;

/// Where to start a line of text so that it stands as PrintedText says.
///
/// @param at        as PrintedText::at
/// @param width_em  of the whole line
Point<Mm> baseline_start(Point<Mm> at, TextAlign align, double size_pt, double width_em);

/// The dark modules of a square symbol as bars, one per run of dark modules in a row.
///
/// @param modules  rows from the top, all of equal length
/// @param square   the whole symbol, without a quiet zone
std::vector<Box<Mm>> dark_bars(const std::vector<std::vector<bool>>& modules,
                               const Box<Mm>& square);

}  // namespace tanfang
