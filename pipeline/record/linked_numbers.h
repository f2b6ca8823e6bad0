/// A number that stands on the sheet twice: each writing of it is evidence for the other.
#pragma once

#include "pipeline/recognize/reading.h"

#include <optional>

namespace tanfang {

/// The cells of an ID number with the evidence of the same number in another comb, e.g. the first
/// 18 cells of a disability card. The two were copied by one hand, which makes the same mistakes
/// twice and sometimes copies wrong: the other comb counts half, and a slip stays possible.
///
/// @param number  a comb of at least 18 cells; cells behind them stay as they are
/// @param other   likewise
/// @return        nothing if one of them has fewer cells, or if they are two different numbers
std::optional<TileGraph> confirmed_by(const TileGraph& number, const TileGraph& other);

}  // namespace tanfang
