/// Sets a value into its place on the form: cell by cell, on one line, or on several.
#pragma once

#include "pipeline/form/form_template.h"
#include "pipeline/generate/fonts.h"
#include "pipeline/generate/paper.h"

#include <optional>
#include <string>
#include <vector>

namespace tanfang {

/// Size of a value where there is room, in points (小四): larger than the printed words around it.
inline constexpr double value_size_pt = 12;

/// A line of a value, ready to be written with Face::body.
struct PlacedLine {
    std::u32string text;
    double size_pt = 0;
    Point<Mm> start;  ///< left end of the baseline
};

/// Breaks a text where a line of Face::body is full or the text says so.
///
/// @return at least one line; none starts with a closing mark, for which it takes a character along
std::vector<std::u32string> wrapped(const std::u32string& text, double width_em,
                                    const Fonts& fonts);

/// Lays a text out inside a spot, shrunk and wrapped as far as people can still read it.
///
/// @param several_lines  the spot is meant for running text; others wrap only when shrinking is not
///                       enough
/// @return nothing if it does not fit, or has more characters than a comb has cells
/// @throws Error  Fault::missing_glyph as Fonts::runs()
std::optional<std::vector<PlacedLine>> lay_out(const std::u32string& text, const Spot& spot,
                                               bool several_lines, const Fonts& fonts);

}  // namespace tanfang
