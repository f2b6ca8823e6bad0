/// Cuts free writing into pieces and offers every short run of pieces as one character.
///
/// in:  FieldInk and its lines
/// out: CutWriting: one tile per possible character, and how they follow each other
///
/// Over-segmentation: a cut too many costs time, a cut too few loses the character. Which runs are
/// characters is decided when the network has seen all of them.
#pragma once

#include "pipeline/recognize/field_ink.h"
#include "pipeline/recognize/reading.h"
#include "pipeline/recognize/text_reader.h"

#include <vector>

#include <opencv2/core.hpp>

namespace tanfang {

/// What a tile may be that no network knows.
enum class Punctuation {
    none,
    dot,   ///< below the middle of its line: a comma among words, a point among digits
    dash,  ///< a flat stroke in the middle of its line
};

struct CutWriting {
    TileGraph graph;                       ///< tiles without characters yet
    std::vector<cv::Range> columns;        ///< per tile: of its ink in FieldInk::pen, px
    std::vector<Punctuation> punctuation;  ///< per tile
    cv::Mat strip;  ///< CV_8UC1, the tiles of the graph side by side, in its order; empty if there
                    ///< is no ink
};

/// @param lines  masks of FieldInk::pen's size, one per line of writing, from the top
CutWriting cut_characters(const FieldInk& field, const std::vector<cv::Mat>& lines,
                          Alphabet alphabet);

}  // namespace tanfang
