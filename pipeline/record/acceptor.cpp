#include "pipeline/record/acceptor.h"

#include "pipeline/recognize/reading.h"

#include <algorithm>

namespace tanfang {

int Acceptor::add_state() {
    states_.emplace_back();
    return static_cast<int>(states_.size()) - 1;
}

void Acceptor::add_arc(int from, char32_t code, int to, double log) {
    states_[static_cast<std::size_t>(from)].arcs.push_back({code, to, log});
}

void Acceptor::accept(int state, double log, int label) {
    State& end = states_[static_cast<std::size_t>(state)];
    end.accepts = true;
    end.log = log;
    end.label = label;
}

int Acceptor::add_digits(int from, int count) {
    for (int i = 0; i < count; ++i) {
        const int to = add_state();
        for (char32_t digit = U'0'; digit <= U'9'; ++digit) add_arc(from, digit, to);
        from = to;
    }
    return from;
}

void Acceptor::add_word(std::u32string_view word, int label, double log) {
    int at = start;
    for (const char32_t code : word) {
        const auto& arcs = states_[static_cast<std::size_t>(at)].arcs;
        const auto known = std::find_if(arcs.begin(), arcs.end(),
                                        [&](const Arc& arc) { return arc.code == code; });
        int to = known == arcs.end() ? -1 : known->to;
        if (to < 0) {
            to = add_state();
            add_arc(at, code, to);
        }
        at = to;
    }
    const State& end = states_[static_cast<std::size_t>(at)];
    if (!end.accepts)
        accept(at, log, label);
    else
        accept(at, std::max(end.log, log), end.label);
}

void Acceptor::allow_empty_cells_around() {
    add_arc(start, empty_cell, start);
    const int count = static_cast<int>(states_.size());
    for (int state = 1; state < count; ++state) {
        const State end = states_[static_cast<std::size_t>(state)];
        if (!end.accepts)
            continue;
        const int behind = add_state();  // nothing may follow an empty cell but empty cells
        accept(behind, end.log, end.label);
        add_arc(state, empty_cell, behind);
        add_arc(behind, empty_cell, behind);
    }
}

}  // namespace tanfang
