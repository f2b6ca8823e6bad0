/// What the machine read on the paper, and how sure it is. Doubt is a value, never an exception.
#pragma once

#include "pipeline/base/geometry.h"

#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace tanfang {

enum class MarkState { empty, marked, doubtful };

/// What the ink in or around a box looks like.
enum class MarkHow { none, tick, cross, slash, filled, circled, struck, blacked };

struct MarkReading {
    MarkState state = MarkState::doubtful;
    MarkHow how = MarkHow::none;
    double score = 0;   ///< 0..1: how much the box looks marked; 0 untouched
    bool sure = false;  ///< false: a person looks at it
};

/// One possibility for what a piece of ink is.
struct Character {
    char32_t code = 0;       ///< `empty_cell`: nothing that is meant as a character
    double probability = 0;  ///< 0..1, calibrated
};

inline constexpr char32_t empty_cell = U'_';

/// A piece of a field's ink that may be one character: a cell of a comb, or a stretch of a line
/// between two places where it may be cut.
struct CharacterTile {
    int from = 0;       ///< place before it, from 0
    int to = 0;         ///< place behind it, > from
    double weight = 1;  ///< share of the line it stands for, in pieces: a tile of three pieces must
                        ///< not count less than three tiles of one
    double fit = 0;     ///< log of how well its width suits a character, <= 0
    std::vector<Character> characters;  ///< best first; empty: nothing is known
    double unlisted = 0;                ///< probability of each character that is not listed
    bool patched = false;               ///< made of several bodies: never sure unless it reads well
    bool unsure = false;                ///< perhaps no writing, or no whole character: never sure
};

/// All that the ink of a field can spell: every way over the tiles from place 0 to the last one.
/// A comb has one tile per cell, in their order.
struct TileGraph {
    int places = 0;    ///< number of the last place; 0: there is no ink, or nobody looked at it
    double scale = 1;  ///< characters per piece: what a tile's logs are multiplied with, so that
                       ///< the whole graph weighs as much as its characters
    double best = 0;   ///< log of the best way without any knowledge, scaled
    std::vector<CharacterTile> tiles;  ///< in the order of `from`

    bool line = false;  ///< cut out of a line of free writing, in one way or in several; else each
                        ///< place is a cell of a comb
};

struct TextCandidate {
    std::string text;
    double probability = 0;  ///< 0..1
};

/// A reading of writing, before anything is known about the field. No ink at all is a reading too:
/// empty text, sure.
struct TextReading {
    std::string text;
    double confidence = 0;  ///< 0..1
    bool sure = false;
    std::vector<TextCandidate> candidates;  ///< best first; empty when there is no ink
    TileGraph graph;       ///< what knowledge decodes; no places for what was typed or printed
    bool printed = false;  ///< machine print, which two readers read alike
};

enum class SignatureKind { none, ink, fingerprint, proxy };

struct SignatureReading {
    bool present = false;
    SignatureKind kind = SignatureKind::none;
    double confidence = 0;  ///< 0..1
    bool sure = false;
};

struct SpotReading {
    std::string spot;  ///< Spot::id
    Quad<Px> quad;     ///< where the spot lies in the image, in pixels as stored; a parallelogram
                       ///< whose middle is the spot's middle
    std::variant<MarkReading, TextReading, SignatureReading> reading;
};

/// All spots of one page, in the order of the form.
using Readings = std::vector<SpotReading>;

}  // namespace tanfang
