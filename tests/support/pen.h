/// A pen in a hand: strokes with width, colour and tremor, laid onto simulated paper.
#pragma once

#include <vector>

#include "tests/support/paper.h"
#include "tests/support/random.h"
#include <opencv2/core.hpp>

namespace tanfang::simulate {

struct Pen {
    double width_mm = 0.5;
    cv::Vec3b color{40, 30, 30};  ///< BGR of full ink on white
    double tremor_mm = 0.05;      ///< how far the line wanders from where it was meant
};

/// A ball or gel pen as offices have them: 0.3-0.8 mm; black, blue or dark grey.
Pen some_pen(Random& random);

using Path = std::vector<Point<Mm>>;

/// Draws one stroke along a path whose corners the hand rounds a little.
///
/// @param path  at least one point; a single point gives a dot
void draw_stroke(Paper& paper, const Pen& pen, const Path& path, Random& random);

}  // namespace tanfang::simulate
