/// A field's writing as tiles for a network, and what the network saw in them as a graph.
///
/// in:  FieldInk and its WritingInk; a TileReading per tile
/// out: TiledText; TileGraph
#pragma once

#include "pipeline/recognize/calibration.h"
#include "pipeline/recognize/comb.h"
#include "pipeline/recognize/field_ink.h"
#include "pipeline/recognize/reading.h"
#include "pipeline/recognize/segments.h"
#include "pipeline/recognize/text_reader.h"
#include "pipeline/recognize/writing.h"

#include <cstddef>
#include <vector>

#include <opencv2/core.hpp>

namespace tanfang {

struct TiledText {
    Network network = Network::cell;
    cv::Mat strip;  ///< CV_8UC1, square tiles side by side; empty: there is nothing that can be
                    ///< read
    std::vector<CombCell> cells;  ///< of a comb; those with ink have a tile
    CutWriting line;              ///< of free writing, without its strip

    std::size_t tiles() const;
};

/// @param cells  of the field's comb; 0 for free writing
/// @return without tiles where there is surely no ink, or ink that may be nothing, or longer
///         writing than can be read
TiledText tile_text(const FieldInk& field, const WritingInk& ink, int cells, Alphabet alphabet);

/// @param seen    one per tile, of which there is one at least
/// @param coarse  FieldInk::coarse: free digits are believed less
TileGraph graph_of(TiledText&& text, std::vector<TileReading>&& seen, bool coarse,
                   const Calibration& calibration);

}  // namespace tanfang
