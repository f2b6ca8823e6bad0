#include "pipeline/recognize/decode.h"

#include "pipeline/base/text.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tanfang {

namespace {

constexpr double impossible = -std::numeric_limits<double>::infinity();

/// Characters of a tile that a text can be built from; the others together are less than
/// `unlisted`.
constexpr std::size_t most_characters = 10;

double log_sum(double a, double b) {
    if (a < b)
        std::swap(a, b);
    return b == impossible ? a : a + std::log1p(std::exp(b - a));
}

double log_of(const CharacterTile& tile, const Character& character, double scale) {
    return tile.weight * scale * (std::log(character.probability) + tile.fit);
}

/// A text that ends at some place.
struct Beginning {
    std::u32string text;
    double log = 0;
};

void add(std::vector<Beginning>& beginnings, Beginning more) {
    const auto same = std::find_if(beginnings.begin(), beginnings.end(),
                                   [&](const Beginning& b) { return b.text == more.text; });
    if (same == beginnings.end())
        beginnings.push_back(std::move(more));
    else
        same->log = log_sum(same->log, more.log);
}

void keep_best(std::vector<Beginning>& beginnings, std::size_t count) {
    std::stable_sort(beginnings.begin(), beginnings.end(),
                     [](const Beginning& a, const Beginning& b) { return a.log > b.log; });
    if (beginnings.size() > count)
        beginnings.resize(count);
}

/// Log of everything that the graph can spell together.
double log_of_all(const TileGraph& graph) {
    std::vector<double> sums(static_cast<std::size_t>(graph.places) + 1, impossible);
    sums[0] = 0;
    for (const CharacterTile& tile : graph.tiles) {
        double all = impossible;
        for (const Character& character : tile.characters)
            all = log_sum(all, log_of(tile, character, graph.scale));
        double& sum = sums[static_cast<std::size_t>(tile.to)];
        sum = log_sum(sum, sums[static_cast<std::size_t>(tile.from)] + all);
    }
    return sums.back();
}

}  // namespace

void weigh(TileGraph& graph) {
    struct Way {
        double log = impossible;
        int characters = 0;
    };
    std::vector<Way> ways(static_cast<std::size_t>(graph.places) + 1);
    ways[0].log = 0;
    for (const CharacterTile& tile : graph.tiles) {
        const Way& before = ways[static_cast<std::size_t>(tile.from)];
        if (tile.characters.empty() || before.log == impossible)
            continue;
        Way& behind = ways[static_cast<std::size_t>(tile.to)];
        const double log = before.log + log_of(tile, tile.characters.front(), 1);
        if (log > behind.log)
            behind = {log, before.characters + 1};
    }
    if (graph.places == 0 || ways.back().log == impossible)
        return;
    graph.scale = static_cast<double>(ways.back().characters) / graph.places;
    graph.best = ways.back().log * graph.scale;
}

std::vector<TextCandidate> best_texts(const TileGraph& graph, std::size_t count) {
    if (graph.places == 0)
        return {};
    std::vector<std::vector<Beginning>> ends(static_cast<std::size_t>(graph.places) + 1);
    ends[0] = {{U"", 0}};
    int at = 0;
    for (const CharacterTile& tile : graph.tiles) {
        for (; at < tile.from; ++at) keep_best(ends[static_cast<std::size_t>(at) + 1], count);
        const std::size_t shown = std::min(tile.characters.size(), most_characters);
        for (const Beginning& before : ends[static_cast<std::size_t>(tile.from)])
            for (std::size_t i = 0; i < shown; ++i) {
                Beginning longer = before;
                if (tile.characters[i].code != empty_cell)
                    longer.text += tile.characters[i].code;
                longer.log += log_of(tile, tile.characters[i], graph.scale);
                add(ends[static_cast<std::size_t>(tile.to)], std::move(longer));
            }
    }
    keep_best(ends.back(), count);
    const double all = log_of_all(graph);
    std::vector<TextCandidate> texts;
    for (const Beginning& whole : ends.back())
        texts.push_back({utf8(whole.text), std::min(1.0, std::exp(whole.log - all))});
    return texts;
}

}  // namespace tanfang
