/// The text that a graph of tiles most probably spells among all that an acceptor allows.
///
/// in:  TileGraph, Acceptor
/// out: Spelling with its posterior
#pragma once

#include "pipeline/recognize/reading.h"
#include "pipeline/record/acceptor.h"

#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace tanfang {

/// Log of what cannot be.
inline constexpr double impossible = -std::numeric_limits<double>::infinity();

struct Spelling {
    std::u32string text;  ///< without empty cells
    int label = Acceptor::no_label;
    double posterior = 0;  ///< 0..1: this text among all allowed ones
    double mass = 0;       ///< log of (all allowed texts, without their priors / the best reading
                      ///< without any knowledge); far below 0 where the field holds something else
    double log = 0;      ///< log of all allowed texts, with their priors
    bool plain = false;  ///< every tile on its way is surely writing, is one body or reads well,
                         ///< and lists the character: without it nothing is claimed
};

/// @param sharpness  power of the tiles' evidence
/// @return           nothing if no allowed text fits the graph (another number of cells)
std::optional<Spelling> best_spelling(const TileGraph& graph, const Acceptor& acceptor,
                                      double sharpness = 1);

/// How much speaks for each labelled word: log of all its ways, priors included; impossible for a
/// word that does not fit.
///
/// @param labels  one more than the greatest label
std::vector<double> word_logs(const TileGraph& graph, const Acceptor& acceptor, int labels,
                              double sharpness = 1);

/// log(exp(a) + exp(b)); impossible is 0.
double log_sum(double a, double b);

}  // namespace tanfang
