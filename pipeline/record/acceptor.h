/// What a field may hold, as a machine that accepts texts: an arc per character, with prior
/// weights.
///
/// Several arcs of a state may carry the same character: then a text has several ways, and their
/// weights add up (a mixture of priors).
#pragma once

#include <map>
#include <string_view>
#include <utility>
#include <vector>

namespace tanfang {

class Acceptor {
  public:
    static constexpr int start = 0;
    static constexpr int no_label = -1;

    struct Arc {
        char32_t code = 0;
        int to = 0;
        double log = 0;  ///< log of the prior weight
    };
    struct State {
        std::vector<Arc> arcs;
        bool accepts = false;
        int label = no_label;  ///< which word ends here
        double log = 0;        ///< log of the prior weight of ending here
    };

    Acceptor() { add_state(); }

    int add_state();
    void add_arc(int from, char32_t code, int to, double log = 0);
    void accept(int state, double log = 0, int label = no_label);

    /// From a state through so many digits 0-9.
    /// @return the state behind them
    int add_digits(int from, int count);

    /// Accepts one more word from the start on, as a tree; two words with the same text keep the
    /// first one's label and the greater weight.
    void add_word(std::u32string_view word, int label, double log = 0);

    /// Lets empty comb cells stand before everything (a number written to the right) and behind it.
    void allow_empty_cells_around();

    const std::vector<State>& states() const { return states_; }

  private:
    std::vector<State> states_;
};

/// Builds an acceptor out of a description: from each state the characters that may follow.
///
/// @param start    any ordered value
/// @param follow   (state, emit): calls emit(code, next state, log of the weight) for each
///                 character, or accept(log) through its third argument where a text may end
template <class Description, class Follow>
Acceptor explore(const Description& start, Follow follow) {
    Acceptor acceptor;
    std::map<Description, int> known = {{start, Acceptor::start}};
    std::vector<Description> open = {start};
    for (std::size_t i = 0; i < open.size(); ++i) {
        const Description here = open[i];
        const int from = known.at(here);
        follow(
            here,
            [&](char32_t code, const Description& next, double log) {
                const auto [it, fresh] = known.try_emplace(next, 0);
                if (fresh) {
                    it->second = acceptor.add_state();
                    open.push_back(next);
                }
                acceptor.add_arc(from, code, it->second, log);
            },
            [&](double log) { acceptor.accept(from, log); });
    }
    return acceptor;
}

}  // namespace tanfang
