/// What a graph of tiles spells while nothing is known about the field.
///
/// in:  TileGraph
/// out: candidates, best first
#pragma once

#include "pipeline/recognize/reading.h"

#include <cstddef>
#include <vector>

namespace tanfang {

/// Finds the best way through a graph whose tiles have been read, and sets `scale` and `best` by
/// it.
void weigh(TileGraph& graph);

/// The most probable texts among all that the graph can spell; empty cells leave nothing in the
/// text.
///
/// @param graph  weighed
/// @param count  at most so many
/// @return       probabilities 0..1; empty if no way leads through the graph
std::vector<TextCandidate> best_texts(const TileGraph& graph, std::size_t count);

}  // namespace tanfang
