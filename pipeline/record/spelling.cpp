#include "pipeline/record/spelling.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

namespace tanfang {

namespace {

constexpr double least_probability = 1e-12;  // of a character that a tile does not list

/// Where the best way into a place and state came from.
struct Step {
    int tile = -1;
    int state = 0;
    char32_t code = 0;
};

/// All ways through the graph and the acceptor at once, place by place.
class Walk {
  public:
    Walk(const TileGraph& graph, const Acceptor& acceptor, double sharpness)
        : graph_(graph),
          acceptor_(acceptor),
          power_(graph.scale * sharpness),
          states_(acceptor.states().size()) {
        const std::size_t cells = (static_cast<std::size_t>(graph.places) + 1) * states_;
        best_.assign(cells, impossible);
        all_.assign(cells, impossible);
        without_priors_.assign(cells, impossible);
        steps_.resize(cells);
        best_[at(0, Acceptor::start)] = 0;
        all_[at(0, Acceptor::start)] = 0;
        without_priors_[at(0, Acceptor::start)] = 0;
        for (std::size_t i = 0; i < graph.tiles.size(); ++i) pass(static_cast<int>(i));
    }

    std::optional<Spelling> best() const {
        int end = -1;
        double total = impossible, plain_total = impossible;
        for (int state = 0; state < static_cast<int>(states_); ++state) {
            const Acceptor::State& last = acceptor_.states()[static_cast<std::size_t>(state)];
            if (!last.accepts || all_[at(graph_.places, state)] == impossible)
                continue;
            total = log_sum(total, end_log(all_, state));
            plain_total = log_sum(plain_total, without_priors_[at(graph_.places, state)]);
            const auto& ranked = last.label == Acceptor::no_label ? best_ : all_;
            if (end < 0 || end_log(ranked, state) > end_log(ranked, end))
                end = state;
        }
        if (end < 0)
            return std::nullopt;
        Spelling spelling;
        spelling.label = acceptor_.states()[static_cast<std::size_t>(end)].label;
        spelling.log = total;
        spelling.mass = plain_total - graph_.best * power_ / graph_.scale;
        const std::vector<Step> way = follow_back(end, spelling);
        const double log =
            spelling.label == Acceptor::no_label ? log_of_text(way) : end_log(all_, end);
        spelling.posterior = std::min(1.0, std::exp(log - total));
        return spelling;
    }

    std::vector<double> logs(int labels) const {
        std::vector<double> out(static_cast<std::size_t>(labels), impossible);
        for (int state = 0; state < static_cast<int>(states_); ++state) {
            const Acceptor::State& last = acceptor_.states()[static_cast<std::size_t>(state)];
            if (last.accepts && last.label != Acceptor::no_label) {
                double& log = out[static_cast<std::size_t>(last.label)];
                log = log_sum(log, end_log(all_, state));
            }
        }
        return out;
    }

  private:
    std::size_t at(int place, int state) const {
        return static_cast<std::size_t>(place) * states_ + static_cast<std::size_t>(state);
    }

    double end_log(const std::vector<double>& logs, int state) const {
        return logs[at(graph_.places, state)] +
               acceptor_.states()[static_cast<std::size_t>(state)].log;
    }

    double log_of(const CharacterTile& tile, double probability) const {
        return power_ * tile.weight *
               (std::log(std::max(probability, least_probability)) + tile.fit);
    }

    void pass(int index) {
        const CharacterTile& tile = graph_.tiles[static_cast<std::size_t>(index)];
        if (tile.characters.empty())
            return;
        std::vector<std::pair<char32_t, double>> listed;
        for (const Character& character : tile.characters)
            listed.emplace_back(character.code, log_of(tile, character.probability));
        const double unlisted = log_of(tile, tile.unlisted);
        for (int state = 0; state < static_cast<int>(states_); ++state) {
            const std::size_t from = at(tile.from, state);
            if (all_[from] == impossible)
                continue;
            for (const Acceptor::Arc& arc :
                 acceptor_.states()[static_cast<std::size_t>(state)].arcs) {
                const auto known = std::find_if(listed.begin(), listed.end(),
                                                [&](const auto& c) { return c.first == arc.code; });
                const double log = known == listed.end() ? unlisted : known->second;
                const std::size_t to = at(tile.to, arc.to);
                all_[to] = log_sum(all_[to], all_[from] + log + arc.log);
                without_priors_[to] = log_sum(without_priors_[to], without_priors_[from] + log);
                if (best_[from] + log + arc.log > best_[to]) {
                    best_[to] = best_[from] + log + arc.log;
                    steps_[to] = {index, state, arc.code};
                }
            }
        }
    }

    /// The best way to an end, from the start on; fills in what is spelled on it.
    std::vector<Step> follow_back(int state, Spelling& spelling) const {
        spelling.plain = true;
        std::vector<Step> way;
        for (int place = graph_.places; place > 0;) {
            const Step& step = steps_[at(place, state)];
            const CharacterTile& tile = graph_.tiles[static_cast<std::size_t>(step.tile)];
            if (step.code != empty_cell)
                spelling.text += step.code;
            const bool is_listed =
                std::any_of(tile.characters.begin(), tile.characters.end(),
                            [&](const Character& c) { return c.code == step.code; });
            spelling.plain = spelling.plain && is_listed && !tile.unsure && !tile.patched;
            way.push_back(step);
            place = tile.from;
            state = step.state;
        }
        std::reverse(spelling.text.begin(), spelling.text.end());
        std::reverse(way.begin(), way.end());
        return way;
    }

    /// Log of all that the acceptor gives this text over these tiles: a mixture has several ways.
    double log_of_text(const std::vector<Step>& way) const {
        std::map<int, double> logs = {{Acceptor::start, 0}};
        for (const Step& step : way) {
            const CharacterTile& tile = graph_.tiles[static_cast<std::size_t>(step.tile)];
            const auto known =
                std::find_if(tile.characters.begin(), tile.characters.end(),
                             [&](const Character& c) { return c.code == step.code; });
            const double log =
                log_of(tile, known == tile.characters.end() ? tile.unlisted : known->probability);
            std::map<int, double> next;
            for (const auto& [state, before] : logs)
                for (const Acceptor::Arc& arc :
                     acceptor_.states()[static_cast<std::size_t>(state)].arcs)
                    if (arc.code == step.code) {
                        double& behind = next.try_emplace(arc.to, impossible).first->second;
                        behind = log_sum(behind, before + log + arc.log);
                    }
            logs = std::move(next);
        }
        double all = impossible;
        for (const auto& [state, log] : logs) {
            const Acceptor::State& last = acceptor_.states()[static_cast<std::size_t>(state)];
            if (last.accepts)
                all = log_sum(all, log + last.log);
        }
        return all;
    }

    const TileGraph& graph_;
    const Acceptor& acceptor_;
    double power_;
    std::size_t states_;
    // Per place and state: logs of the best way, of all ways, and of all ways without the priors.
    std::vector<double> best_, all_, without_priors_;
    std::vector<Step> steps_;
};

}  // namespace

double log_sum(double a, double b) {
    if (a < b)
        std::swap(a, b);
    return b == impossible ? a : a + std::log1p(std::exp(b - a));
}

std::optional<Spelling> best_spelling(const TileGraph& graph, const Acceptor& acceptor,
                                      double sharpness) {
    if (graph.places == 0)
        return std::nullopt;
    return Walk(graph, acceptor, sharpness).best();
}

std::vector<double> word_logs(const TileGraph& graph, const Acceptor& acceptor, int labels,
                              double sharpness) {
    if (graph.places == 0)
        return std::vector<double>(static_cast<std::size_t>(labels), impossible);
    return Walk(graph, acceptor, sharpness).logs(labels);
}

}  // namespace tanfang
