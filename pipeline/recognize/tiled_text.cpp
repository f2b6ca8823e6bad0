#include "pipeline/recognize/tiled_text.h"

#include "pipeline/recognize/tile.h"
#include "pipeline/recognize/writing_lines.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tanfang {

namespace {

/// Longer writing is not read at all: a part of it would be a wrong reading.
constexpr std::size_t most_lines = 4;

/// A cell in which the network sees one character less clearly than this, and which is made of
/// several bodies or of a part of one, may hold two characters or a corrected one.
constexpr double clear_character = 0.9;

/// A cell whose ink fills like a blot is a character, whose loops ran full, only where the network
/// is surer than this.
constexpr double plain_character = 0.999;

// Of 1, 0.1 and 0.01 the last read most words on 112 simulated scans of prints that are not ours. A
// lower one reads more numbers, but claims strange digits: on 180 such scans 0.001 and 0.0001
// claimed one and two values wrongly, this one none.
constexpr double price_of_no_character = 0.01;
constexpr double sign = 0.8;  // probability that a dot or a dash is one; chosen, not measured

void put(CharacterTile& tile, TileReading&& seen) {
    tile.characters = std::move(seen.characters);
    tile.unlisted = seen.unlisted;
}

/// Weighs a reading of disturbed ink less.
void temper(CharacterTile& tile, double power) {
    double listed = 0, sum = 0;
    for (Character& character : tile.characters) {
        listed += character.probability;
        character.probability = std::pow(character.probability, power);
        sum += character.probability;
    }
    if (tile.unlisted > 0) {
        const double others = std::max(0.0, 1 - listed) / tile.unlisted;
        tile.unlisted = std::pow(tile.unlisted, power);
        sum += others * tile.unlisted;
    }
    if (sum <= 0)
        return;
    for (Character& character : tile.characters) character.probability /= sum;
    tile.unlisted /= sum;
}

CharacterTile tile_of_cell(const CombCell& cell, int index, TileReading&& seen, double disturbed) {
    CharacterTile tile;
    tile.from = index;
    tile.to = index + 1;
    put(tile, std::move(seen));
    const double best = tile.characters.empty() ? 0 : tile.characters.front().probability;
    tile.unsure = cell.presence == Presence::unsure || cell.struck || cell.crowded ||
                  (cell.blot && best < plain_character);
    tile.patched = cell.bodies > 1 && best < clear_character;
    if (cell.cut || cell.bodies > 1)
        temper(tile, disturbed);
    return tile;
}

/// A sign that the networks do not know, but that the ink's shape shows, is rather it than any
/// character.
void add_sign(CharacterTile& tile, char32_t code) {
    for (Character& character : tile.characters) character.probability *= 1 - sign;
    tile.unlisted *= 1 - sign;
    tile.characters.insert(tile.characters.begin(), {code, sign});
    tile.fit = 0;
}

void add_punctuation(CharacterTile& tile, Punctuation shape, Alphabet alphabet) {
    const bool number = alphabet == Alphabet::digits;
    if (shape == Punctuation::dot)
        add_sign(tile, number ? U'.' : U'、');
    else if (shape == Punctuation::dash && number)
        add_sign(tile, U'-');  // among words it may be 一
}

/// Any characters can be told as pieces that are none: without a price that would be as likely.
void make_no_character_dear(CharacterTile& tile) {
    for (Character& character : tile.characters)
        if (character.code == no_character)
            character.probability *= price_of_no_character;
    std::stable_sort(
        tile.characters.begin(), tile.characters.end(),
        [](const Character& a, const Character& b) { return a.probability > b.probability; });
}

/// The tiles of the cells with ink, side by side.
cv::Mat inked_tiles(const CombCells& comb) {
    std::vector<cv::Mat> tiles;
    for (std::size_t i = 0; i < comb.cells.size(); ++i)
        if (comb.cells[i].presence != Presence::none)
            tiles.push_back(comb.strip.colRange(tile_px * static_cast<int>(i),
                                                tile_px * static_cast<int>(i + 1)));
    cv::Mat strip;
    if (!tiles.empty())
        cv::hconcat(tiles, strip);
    return strip;
}

TileGraph graph_of_comb(const std::vector<CombCell>& cells, std::vector<TileReading>&& seen,
                        double disturbed) {
    TileGraph graph;
    graph.places = static_cast<int>(cells.size());
    auto next = seen.begin();
    for (int i = 0; i < graph.places; ++i) {
        const CombCell& cell = cells[static_cast<std::size_t>(i)];
        if (cell.presence == Presence::none)
            graph.tiles.push_back({.from = i, .to = i + 1, .characters = {{empty_cell, 1}}});
        else
            graph.tiles.push_back(tile_of_cell(cell, i, std::move(*next++), disturbed));
    }
    return graph;
}

TileGraph graph_of_line(CutWriting&& line, std::vector<TileReading>&& seen, Alphabet alphabet,
                        bool coarse, const Calibration& calibration) {
    for (std::size_t i = 0; i < seen.size(); ++i) {
        put(line.graph.tiles[i], std::move(seen[i]));
        make_no_character_dear(line.graph.tiles[i]);
        if (coarse && alphabet == Alphabet::digits)
            temper(line.graph.tiles[i], calibration.coarse);
        add_punctuation(line.graph.tiles[i], line.punctuation[i], alphabet);
    }
    return std::move(line.graph);
}

}  // namespace

std::size_t TiledText::tiles() const {
    return strip.empty() ? 0 : static_cast<std::size_t>(strip.cols / strip.rows);
}

TiledText tile_text(const FieldInk& field, const WritingInk& ink, int cells, Alphabet alphabet) {
    TiledText out;
    if (ink.presence != Presence::present)
        return out;
    if (cells > 0) {
        CombCells comb = cut_comb(field, ink, cells);
        out.strip = inked_tiles(comb);
        out.cells = std::move(comb.cells);
        return out;
    }
    out.network = alphabet == Alphabet::han ? Network::han : Network::number;
    const auto lines = writing_lines(ink, field.px_per_mm);
    if (lines.size() <= most_lines)
        out.line = cut_characters(field, lines, alphabet);
    out.strip = std::move(out.line.strip);
    return out;
}

TileGraph graph_of(TiledText&& text, std::vector<TileReading>&& seen, bool coarse,
                   const Calibration& calibration) {
    if (text.network == Network::cell)
        return graph_of_comb(text.cells, std::move(seen), calibration.disturbed);
    const Alphabet alphabet = text.network == Network::han ? Alphabet::han : Alphabet::digits;
    return graph_of_line(std::move(text.line), std::move(seen), alphabet, coarse, calibration);
}

}  // namespace tanfang
