/// Combs and lines as a network sees them, for tests of decoding.
#pragma once

#include "pipeline/recognize/reading.h"

#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace tanfang {

inline constexpr double other_characters = 1e-7;  ///< probability of each that is not listed

/// One comb cell: what it may be, the best first.
inline CharacterTile cell(std::vector<Character> characters) {
    CharacterTile tile;
    tile.characters = std::move(characters);
    tile.unlisted = other_characters;
    return tile;
}

/// A comb in which every character is read with the given probability; '_' is an empty cell, a '?'
/// is as much each of the ten digits.
inline TileGraph comb(const std::string& text, double probability = 0.999) {
    TileGraph graph;
    for (const char c : text) {
        CharacterTile tile = cell({{static_cast<char32_t>(c), probability}});
        if (c == '_')
            tile.characters.front().probability = 1;
        if (c == '?') {
            tile.characters.clear();
            for (char32_t digit = U'0'; digit <= U'9'; ++digit)
                tile.characters.push_back({digit, 0.1});
        }
        tile.from = graph.places;
        tile.to = ++graph.places;
        graph.best += std::log(tile.characters.front().probability);
        graph.tiles.push_back(std::move(tile));
    }
    return graph;
}

/// The same comb with one cell read as two characters.
inline TileGraph with_rival(TileGraph graph, std::size_t index, char best, double probability,
                            char rival, double rival_probability) {
    CharacterTile& tile = graph.tiles[index];
    graph.best += std::log(probability) - std::log(tile.characters.front().probability);
    tile.characters = {{static_cast<char32_t>(best), probability},
                       {static_cast<char32_t>(rival), rival_probability}};
    return graph;
}

/// A reading of a comb that a network is not sure of by itself.
inline TextReading seen(const TileGraph& graph, const std::string& text) {
    TextReading reading;
    reading.text = text;
    reading.confidence = 0.9;
    reading.candidates = {{text, 0.9}};
    reading.graph = graph;
    return reading;
}

}  // namespace tanfang
