/// Points, boxes and quads in the two spaces of the pipeline: paper (mm) and image (px).
///
/// Both spaces have their origin at the top-left corner, x to the right, y down. A coordinate
/// carries its space in its type, so that paper and image can never be mixed by accident.
#pragma once

#include <array>

namespace tanfang {

struct Mm;  ///< paper space: millimetres on the printed sheet
struct Px;  ///< image space: pixels, (0, 0) is the top-left corner of the first pixel

inline constexpr double mm_per_inch = 25.4;
inline constexpr double points_per_mm = 72.0 / mm_per_inch;  ///< PDF points

template <class Space>
struct Point {
    double x = 0;
    double y = 0;
};

template <class Space>
struct Box {
    Point<Space> top_left;
    double width = 0;
    double height = 0;

    double left() const { return top_left.x; }
    double top() const { return top_left.y; }
    double right() const { return top_left.x + width; }
    double bottom() const { return top_left.y + height; }
    Point<Space> center() const { return {top_left.x + width / 2, top_left.y + height / 2}; }
    /// The box with every side moved outwards by `by` (inwards if negative).
    Box grown(double by) const {
        return {{top_left.x - by, top_left.y - by}, width + 2 * by, height + 2 * by};
    }
};

/// Four corners in the order top left, top right, bottom right, bottom left of the paper.
template <class Space>
using Quad = std::array<Point<Space>, 4>;

}  // namespace tanfang
