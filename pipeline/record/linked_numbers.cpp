#include "pipeline/record/linked_numbers.h"

#include "pipeline/record/id_number.h"

#include <algorithm>
#include <cmath>

namespace tanfang {

namespace {

constexpr double characters = 11;  // 0-9 and X
constexpr double slip = 1e-3;      // share of characters copied wrong; chosen, not measured
constexpr double discount = 0.5;   // power of the other writing's evidence; chosen, not measured

/// Log of how well two writings of one number agree; one slip costs 9. Two different numbers have
/// about ten cells that differ.
constexpr double least_agreement = -12;

double chance(const CharacterTile& tile, char32_t code) {
    for (const Character& character : tile.characters)
        if (character.code == code)
            return character.probability;
    return tile.unlisted;
}

/// The tile with the other's evidence; @return the log of their agreement
double confirm(CharacterTile& tile, const CharacterTile& other) {
    for (const Character& character : other.characters)
        if (character.code != empty_cell && chance(tile, character.code) == tile.unlisted)
            tile.characters.push_back({character.code, tile.unlisted});
    double sum = 0;
    for (Character& character : tile.characters) {
        const double copied =
            (1 - slip) * std::pow(chance(other, character.code), discount) + slip / characters;
        character.probability *= copied;
        sum += character.probability;
    }
    if (sum <= 0)
        return std::log(slip);
    for (Character& character : tile.characters) character.probability /= sum;
    tile.unlisted *= slip / characters / sum;
    std::stable_sort(
        tile.characters.begin(), tile.characters.end(),
        [](const Character& a, const Character& b) { return a.probability > b.probability; });
    return std::log(sum);
}

}  // namespace

std::optional<TileGraph> confirmed_by(const TileGraph& number, const TileGraph& other) {
    if (number.tiles.size() < id_length || other.tiles.size() < id_length ||
        number.places != static_cast<int>(number.tiles.size()) ||
        other.places != static_cast<int>(other.tiles.size()))
        return std::nullopt;
    TileGraph both = number;
    double agreement = 0;
    for (std::size_t i = 0; i < id_length; ++i) agreement += confirm(both.tiles[i], other.tiles[i]);
    if (agreement < least_agreement)
        return std::nullopt;
    both.best = 0;
    for (const CharacterTile& tile : both.tiles)
        both.best += tile.characters.empty() ? 0 : std::log(tile.characters.front().probability);
    return both;
}

}  // namespace tanfang
