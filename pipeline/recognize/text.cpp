#include "pipeline/recognize/text.h"

#include "pipeline/recognize/decode.h"
#include "pipeline/recognize/tiled_text.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include <opencv2/core.hpp>

namespace tanfang {

namespace {

constexpr std::size_t candidates_kept = 5;

/// A network is shown no more fields at once when it has so many tiles: Tesseract refuses pictures
/// wider than 32,767 px.
constexpr std::size_t tiles_at_once = 150;

const char* kind_of_reading(int cells, Alphabet alphabet) {
    return cells > 0 ? "comb" : alphabet == Alphabet::digits ? "digits" : "han";
}

/// Lets a network see the tiles of several fields at once, for a call of it costs as much as a
/// tile.
///
/// @param seen  per field; not touched where its writing is of another network, has no tiles, or
///              the network cannot be followed
void see(const std::vector<TiledText>& fields, Network network, TextReader& reader,
         std::vector<std::vector<TileReading>>& seen) {
    for (std::size_t next = 0; next < fields.size();) {
        std::vector<cv::Mat> strips;
        std::vector<std::size_t> shown;
        for (std::size_t tiles = 0; next < fields.size() && tiles < tiles_at_once; ++next)
            if (fields[next].network == network && fields[next].tiles() > 0) {
                strips.push_back(fields[next].strip);
                shown.push_back(next);
                tiles += fields[next].tiles();
            }
        if (strips.empty())
            return;
        cv::Mat strip;
        cv::hconcat(strips, strip);
        auto read = reader.read(strip, network);
        if (read.size() != static_cast<std::size_t>(strip.cols / strip.rows))
            continue;
        auto tile = std::make_move_iterator(read.begin());
        for (const std::size_t field : shown) {
            const auto behind = tile + static_cast<std::ptrdiff_t>(fields[field].tiles());
            seen[field].assign(tile, behind);
            tile = behind;
        }
    }
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

TextReading reading_of(const TextField& field, TiledText&& text, std::vector<TileReading>&& seen,
                       const Calibration& calibration) {
    TextReading reading;
    if (field.ink.presence == Presence::none) {
        reading.sure = true;
        reading.confidence = 1;
    }
    if (seen.empty())
        return reading;
    reading.graph = graph_of(std::move(text), std::move(seen), field.field.coarse, calibration);
    weigh(reading.graph);
    if (field.ink.faint)
        for (CharacterTile& tile : reading.graph.tiles) tile.unsure = true;
    reading.candidates = best_texts(reading.graph, candidates_kept);
    if (reading.candidates.empty())
        return reading;
    reading.text = reading.candidates.front().text;
    reading.confidence = reading.candidates.front().probability;
    const Threshold threshold =
        calibration.reading(kind_of_reading(field.cells, alphabet_of(field.writing)));
    reading.sure = !reading.text.empty() && reading.confidence >= threshold.posterior &&
                   !has_doubtful_ink(reading.graph) &&
                   (field.cells == 0 || !has_hole(reading.graph));
    return reading;
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

std::vector<TextReading> read_texts(const std::vector<TextField>& fields, TextReader& reader,
                                    const Calibration& calibration) {
    std::vector<TiledText> texts;
    for (const TextField& field : fields)
        texts.push_back(tile_text(field.field, field.ink, field.cells, alphabet_of(field.writing)));
    std::vector<std::vector<TileReading>> seen(fields.size());
    for (const Network network : {Network::cell, Network::number, Network::han})
        see(texts, network, reader, seen);
    std::vector<TextReading> readings;
    for (std::size_t i = 0; i < fields.size(); ++i)
        readings.push_back(
            reading_of(fields[i], std::move(texts[i]), std::move(seen[i]), calibration));
    return readings;
}

}  // namespace tanfang
