#include "pipeline/page/cell_order.h"

#include "pipeline/page/cell_division.h"
#include "pipeline/page/cell_union.h"
#include "pipeline/page/flow_match.h"
#include "pipeline/page/options_apart.h"

#include <algorithm>
#include <optional>
#include <set>

namespace tanfang {

namespace {

constexpr double least_cell = 0.35;       // cells that agree less do not correspond
constexpr double clearly_another = 0.25;  // of a fit: the cell says another known one's words
constexpr double filled_cell = 0.4;       // what a cell gains that holds writing where it may
constexpr double blank_cell = 0.5;        // what two cells without words gain
constexpr std::size_t farthest_move =
    16;  // cells: two rows of the widest table, and their headings

/// Whether the words of a known cell stand in a cell of the print that is not taken.
bool stands_elsewhere(const KnownCell& known, const std::vector<bool>& taken) {
    for (std::size_t cell = 0; cell < taken.size(); ++cell)
        if (!taken[cell] && known.fits[cell] >= clearly_more)
            return has_words(known.flow);
    return false;
}

bool was_found(const KnownCells& known, const CellAlignment& alignment, std::size_t at) {
    return std::any_of(alignment.pairs.begin(), alignment.pairs.end(), [&](const auto& pair) {
        return pair.second == at && known[at].fits[pair.first] >= same_words;
    });
}

/// Where known cells can be put: near where they are, and where their words stand in the print.
std::set<std::size_t> places_for(const KnownCells& known, std::size_t from, std::size_t count,
                                 const CellAlignment& alignment, const std::vector<bool>& taken) {
    std::set<std::size_t> places;
    const std::size_t last = known.size() - count;
    for (std::size_t to = from < farthest_move ? 0 : from - farthest_move;
         to <= std::min(from + farthest_move, last); ++to)
        places.insert(to);
    for (std::size_t cell = 0; cell < taken.size(); ++cell) {
        if (taken[cell] || known[from].fits[cell] < clearly_more)
            continue;
        const auto next =
            std::find_if(alignment.pairs.begin(), alignment.pairs.end(), [&](const auto& pair) {
                return pair.first > cell && has_words(known[pair.second].flow);
            });
        const std::size_t before = next == alignment.pairs.end() ? known.size() : next->second;
        places.insert(before > from ? before - count : before);
    }
    places.erase(from);
    return places;
}

KnownCells moved(const KnownCells& known, std::size_t from, std::size_t count, std::size_t to) {
    KnownCells other = known;
    const auto at = [&other](std::size_t i) {
        return other.begin() + static_cast<std::ptrdiff_t>(i);
    };
    if (to < from)
        std::rotate(at(to), at(from), at(from + count));
    else
        std::rotate(at(from), at(from + count), at(to + count));
    return other;
}

/// What cells with words gain: those without have no place of their own in the order.
double gain_of_words(const KnownCells& known, const CellAlignment& alignment) {
    double gain = 0;
    for (const auto& [cell, at] : alignment.pairs)
        gain += has_words(known[at].flow) ? known[at].fits[cell] : 0;
    return gain;
}

/// How many places of writing follow a cell in cells of their own.
std::size_t places_behind(const KnownCells& known, std::size_t at) {
    const auto begin = known.begin() + static_cast<std::ptrdiff_t>(at) + 1;
    const auto end = std::find_if(begin, known.end(),
                                  [](const KnownCell& cell) { return has_words(cell.flow); });
    return static_cast<std::size_t>(end - begin);
}

/// The known cells with one of their sections elsewhere.
std::optional<KnownCells> with_a_section_moved(const KnownCells& known, std::size_t cells) {
    std::vector<std::size_t> begins;
    for (std::size_t at = 0; at < known.size(); ++at)
        if (known[at].begins_section)
            begins.push_back(at);
    begins.push_back(known.size());
    std::optional<KnownCells> best;
    double most = gain_of_words(known, align_cells(known, cells)) + clearly_more;
    for (std::size_t section = 0; section + 1 < begins.size(); ++section) {
        const std::size_t from = begins[section], count = begins[section + 1] - from;
        for (const std::size_t before : begins) {
            if (before >= from && before <= from + count)
                continue;
            KnownCells other = moved(known, from, count, before > from ? before - count : before);
            const double gain = gain_of_words(other, align_cells(other, cells));
            if (gain > most) {
                most = gain;
                best = std::move(other);
            }
        }
    }
    return best;
}

/// The one of two divisions whose words are found best in order, either of which may be none.
std::optional<KnownCells> better_found(std::optional<KnownCells> one,
                                       std::optional<KnownCells> other, std::size_t cells) {
    if (!one || !other)
        return one ? one : other;
    const auto gain = [cells](const KnownCells& known) {
        return gain_of_words(known, align_cells(known, cells));
    };
    return gain(*one) < gain(*other) ? other : one;
}

/// The known cells with one of those that were not found, and the places of its writing, elsewhere.
std::optional<KnownCells> with_a_move(const KnownCells& known, const CellAlignment& alignment,
                                      std::size_t cells) {
    std::optional<KnownCells> best;
    double most = gain_of_words(known, alignment) + clearly_more;
    const auto taken = taken_cells(known, alignment, cells);
    for (std::size_t from = 0; from < known.size(); ++from) {
        if (was_found(known, alignment, from) || !stands_elsewhere(known[from], taken))
            continue;
        const std::size_t count = 1 + places_behind(known, from);
        for (const std::size_t to : places_for(known, from, count, alignment, taken)) {
            KnownCells other = moved(known, from, count, to);
            // a label keeps the places of writing behind it
            if (to + count < other.size() && !has_words(other[to + count].flow))
                continue;
            const double gain = gain_of_words(other, align_cells(other, cells));
            if (gain > most) {
                most = gain;
                best = std::move(other);
            }
        }
    }
    return best;
}

}  // namespace

bool has_words(const PrintFlow& flow) {
    return std::any_of(flow.begin(), flow.end(),
                       [](const auto& token) { return token.kind != PrintToken::Kind::gap; });
}

KnownCell known_cell(const PrintFlow& flow, const std::vector<PrintedRegion>& cells) {
    KnownCell known{flow, {}, false};
    for (const auto& cell : cells) {
        const bool blank = cell.items.empty();
        known.fits.push_back(!has_words(flow) ? (blank ? blank_cell : filled_cell)
                             : blank          ? 0
                                              : match_flow(flow, cell.items).agreement);
    }
    return known;
}

CellAlignment align_cells(const std::vector<KnownCell>& known, std::size_t cells) {
    const std::size_t n = cells, m = known.size();
    std::vector<double> most(n, 0);  // by cell, of the known ones that have words
    std::vector<bool> words(m);
    for (std::size_t j = 0; j < m; ++j) {
        words[j] = has_words(known[j].flow);
        for (std::size_t i = 0; i < n && words[j]; ++i)
            most[i] = std::max(most[i], known[j].fits[i]);
    }
    std::vector<double> gain((n + 1) * (m + 1), 0);
    std::vector<char> step((n + 1) * (m + 1), 'x');
    const auto at = [m](std::size_t i, std::size_t j) { return i * (m + 1) + j; };
    for (std::size_t i = 1; i <= n; ++i)
        for (std::size_t j = 1; j <= m; ++j) {
            const double fit = known[j - 1].fits[i - 1];
            const bool others = words[j - 1] && fit + clearly_another < most[i - 1];
            const double both = gain[at(i - 1, j - 1)] + (fit >= least_cell && !others ? fit : -1);
            gain[at(i, j)] = std::max({both, gain[at(i - 1, j)], gain[at(i, j - 1)]});
            // of equal ways the one with the earliest known cells: cells for writing look alike
            step[at(i, j)] = gain[at(i, j)] == gain[at(i, j - 1)] ? 'j'
                             : gain[at(i, j)] == both             ? 'b'
                                                                  : 'i';
        }
    CellAlignment alignment;
    alignment.gain = gain[at(n, m)];
    for (std::size_t i = n, j = m; i > 0 && j > 0;) {
        const char how = step[at(i, j)];
        i -= how != 'j';
        j -= how != 'i';
        if (how == 'b')
            alignment.pairs.emplace_back(i, j);
    }
    std::reverse(alignment.pairs.begin(), alignment.pairs.end());
    return alignment;
}

void put_in_print_order(std::vector<KnownCell>& known, const std::vector<PrintedRegion>& cells) {
    while (auto better = with_a_section_moved(known, cells.size())) known = std::move(*better);
    for (std::size_t rounds = known.size() + cells.size(); rounds > 0; --rounds) {
        const CellAlignment alignment = align_cells(known, cells.size());
        auto better = with_a_move(known, alignment, cells.size());
        if (!better)
            better = better_found(with_options_apart(known, alignment, cells),
                                  with_a_split(known, alignment, cells), cells.size());
        if (!better)
            better = with_a_run_joined(known, alignment, cells);
        if (!better)
            return;
        known = std::move(*better);
    }
}

}  // namespace tanfang
