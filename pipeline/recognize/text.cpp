#include "pipeline/recognize/text.h"

#include "pipeline/recognize/comb.h"
#include "pipeline/recognize/decode.h"
#include "pipeline/recognize/segments.h"
#include "pipeline/recognize/writing_lines.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace tanfang {

namespace {

constexpr std::size_t candidates_kept = 5;

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

const char* kind_of_reading(int cells, Alphabet alphabet) {
    return cells > 0 ? "comb" : alphabet == Alphabet::digits ? "digits" : "han";
}

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
    if (cell.presence == Presence::none) {
        tile.characters = {{empty_cell, 1}};
        tile.unlisted = seen.unlisted;
        return tile;
    }
    put(tile, std::move(seen));
    const double best = tile.characters.empty() ? 0 : tile.characters.front().probability;
    tile.unsure = cell.presence == Presence::unsure || cell.struck || cell.crowded ||
                  (cell.blot && best < plain_character);
    tile.patched = cell.bodies > 1 && best < clear_character;
    if (cell.cut || cell.bodies > 1)
        temper(tile, disturbed);
    return tile;
}

/// @return without places if there is no ink in any cell or the reader cannot be followed
TileGraph read_comb(const FieldInk& field, const WritingInk& ink, int cells, TextReader& reader,
                    double disturbed) {
    const CombCells comb = cut_comb(field, ink, cells);
    if (comb.inked() == 0)
        return {};
    auto seen = reader.read(comb.strip, Network::cell);
    if (seen.size() != comb.cells.size())
        return {};
    TileGraph graph;
    graph.places = cells;
    for (int i = 0; i < cells; ++i) {
        const auto k = static_cast<std::size_t>(i);
        graph.tiles.push_back(tile_of_cell(comb.cells[k], i, std::move(seen[k]), disturbed));
    }
    return graph;
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

TileGraph read_free(const FieldInk& field, const WritingInk& ink, Alphabet alphabet,
                    TextReader& reader, const Calibration& calibration) {
    const std::vector<cv::Mat> lines = writing_lines(ink, field.px_per_mm);
    if (lines.size() > most_lines)
        return {};
    CutWriting cut = cut_characters(field, lines, alphabet);
    if (cut.strip.empty())
        return {};
    auto seen = reader.read(cut.strip, alphabet == Alphabet::han ? Network::han : Network::number);
    if (seen.size() != cut.graph.tiles.size())
        return {};
    for (std::size_t i = 0; i < seen.size(); ++i) {
        put(cut.graph.tiles[i], std::move(seen[i]));
        make_no_character_dear(cut.graph.tiles[i]);
        if (field.coarse && alphabet == Alphabet::digits)
            temper(cut.graph.tiles[i], calibration.coarse);
        add_punctuation(cut.graph.tiles[i], cut.punctuation[i], alphabet);
    }
    return std::move(cut.graph);
}

bool has_doubtful_ink(const TileGraph& graph) {
    return std::any_of(graph.tiles.begin(), graph.tiles.end(),
                       [](const CharacterTile& tile) { return tile.unsure || tile.patched; });
}

/// An empty cell with ink on both of its sides.
bool has_hole(const TileGraph& graph) {
    const auto empty = [](const CharacterTile& tile) {
        return tile.characters.empty() || tile.characters.front().code == empty_cell;
    };
    const auto& tiles = graph.tiles;
    const auto first = std::find_if_not(tiles.begin(), tiles.end(), empty);
    const auto last = std::find_if_not(tiles.rbegin(), tiles.rend(), empty).base();
    return first < last && std::any_of(first, last, empty);
}

}  // namespace

std::optional<Writing> writing_of(const Field& field) {
    switch (field.type) {
        case FieldType::text_line:
            return field.lexicon.starts_with("surname") ? Writing::name : Writing::han_text;
        case FieldType::text_multi:
            return Writing::han_text;
        case FieldType::closed_word:
            return Writing::han_word;
        case FieldType::id_number:
            return Writing::id_number;
        case FieldType::disability_card:
            return Writing::disability_card;
        case FieldType::phone:
            return Writing::phone;
        case FieldType::date:
            return Writing::date_part;
        case FieldType::integer:
            return Writing::count;
        case FieldType::money:
            return Writing::amount;
        case FieldType::division:
            return Writing::place;
        case FieldType::choice_single:
        case FieldType::choice_optional:
        case FieldType::choice_multi:
        case FieldType::signature:
            break;
    }
    return std::nullopt;
}

Alphabet alphabet_of(Writing writing) {
    switch (writing) {
        case Writing::id_number:
        case Writing::disability_card:
        case Writing::phone:
        case Writing::date_part:
        case Writing::count:
        case Writing::amount:
            return Alphabet::digits;
        case Writing::han_word:
        case Writing::han_text:
        case Writing::name:
        case Writing::place:
            break;
    }
    return Alphabet::han;
}

TextReading read_text(const FieldInk& field, const WritingInk& ink, int cells, Writing writing,
                      TextReader& reader, const Calibration& calibration) {
    TextReading reading;
    if (ink.presence == Presence::none) {
        reading.sure = true;
        reading.confidence = 1;
    }
    if (ink.presence != Presence::present)
        return reading;
    const Alphabet alphabet = alphabet_of(writing);
    reading.graph = cells > 0 ? read_comb(field, ink, cells, reader, calibration.disturbed)
                              : read_free(field, ink, alphabet, reader, calibration);
    weigh(reading.graph);
    if (ink.faint)
        for (CharacterTile& tile : reading.graph.tiles) tile.unsure = true;
    reading.candidates = best_texts(reading.graph, candidates_kept);
    if (reading.candidates.empty())
        return reading;
    reading.text = reading.candidates.front().text;
    reading.confidence = reading.candidates.front().probability;
    const Threshold threshold = calibration.reading(kind_of_reading(cells, alphabet));
    reading.sure = !reading.text.empty() && reading.confidence >= threshold.posterior &&
                   !has_doubtful_ink(reading.graph) && (cells == 0 || !has_hole(reading.graph));
    return reading;
}

}  // namespace tanfang
