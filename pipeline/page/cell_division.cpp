#include "pipeline/page/cell_division.h"

#include "pipeline/page/box_side.h"
#include "pipeline/page/flow_match.h"

#include <algorithm>
#include <utility>

namespace tanfang {

namespace {

constexpr std::size_t farthest_half = 5;   // cells: a row of places and headings between two halves
constexpr std::size_t shortest_label = 3;  // signs, to have a cell of its own
constexpr double cut_rounding = 1e-9;      // of cuts that agree alike the first

/// Whether an option begins here, or what is printed behind a gap.
bool begins_option_or_follows_gap(const PrintFlow& flow, std::size_t at) {
    const std::size_t box = has_boxes_behind(flow) ? at - 1 : at;
    return flow[box].kind == PrintToken::Kind::box || flow[at - 1].kind == PrintToken::Kind::gap;
}

/// Whether a label begins here that goes up to a gap, as the name of what an option asks for.
bool is_label_within(const PrintFlow& flow, std::size_t at) {
    const auto end =
        std::find_if(flow.begin() + static_cast<std::ptrdiff_t>(at), flow.end(),
                     [](const auto& token) { return token.kind != PrintToken::Kind::character; });
    return !begins_option_or_follows_gap(flow, at) &&
           flow[at - 1].kind == PrintToken::Kind::character && end != flow.end() &&
           end->kind == PrintToken::Kind::gap &&
           end - flow.begin() >= static_cast<std::ptrdiff_t>(at + shortest_label);
}

/// Whether a cell may be continued in another one from this token on.
bool may_begin(const PrintFlow& flow, std::size_t at) {
    return begins_option_or_follows_gap(flow, at) || is_label_within(flow, at);
}

struct Halves {
    KnownCell first, second;
    double gain = 0;  ///< of both, above that of the whole cell
};

/// Where what may have a cell of its own ends: the place of writing of a label within an option,
/// which leaves the option its box and what follows; an option by itself.
PrintFlow::const_iterator end_of_part(const PrintFlow& flow, std::size_t at) {
    const auto from = flow.begin() + static_cast<std::ptrdiff_t>(at);
    if (is_label_within(flow, at))
        return std::find_if(from, flow.end(),
                            [](const auto& token) { return token.kind == PrintToken::Kind::gap; }) +
               1;
    const bool behind = has_boxes_behind(flow);
    const auto box = std::find_if(from + !behind, flow.end(), [](const auto& token) {
        return token.kind == PrintToken::Kind::box;
    });
    return box == flow.end() ? box : box + behind;
}

/// A known cell in two of which the first is one cell of the print and the second a later one, cut
/// where both agree best: the second has all from there on, or an option by itself; nothing if it
/// has no such halves.
std::optional<Halves> halves_of(const KnownCell& known, std::size_t first, std::size_t second,
                                double fit, const std::vector<PrintedRegion>& cells) {
    const PrintFlow& flow = known.flow;
    std::optional<Halves> best;
    double most = fit + clearly_more;
    const auto try_part = [&](PrintFlow::const_iterator from, PrintFlow::const_iterator to) {
        PrintFlow before(flow.begin(), from);
        before.insert(before.end(), to, flow.end());
        const PrintFlow part(from, to);
        const double both = match_flow(before, cells[first].items).agreement +
                            match_flow(part, cells[second].items).agreement;
        if (both < most || !has_words(before) || !has_words(part))
            return;
        most = both + cut_rounding;
        best = {known_cell(before, cells), known_cell(part, cells), both - fit};
    };
    for (std::size_t cut = 1; cut < flow.size(); ++cut) {
        if (!may_begin(flow, cut))
            continue;
        const auto from = flow.begin() + static_cast<std::ptrdiff_t>(cut);
        if (!is_label_within(flow, cut))
            try_part(from, flow.end());
        try_part(from, end_of_part(flow, cut));
    }
    return best;
}

}  // namespace

std::vector<bool> taken_cells(const KnownCells& known, const CellAlignment& alignment,
                              std::size_t cells) {
    std::vector<bool> taken(cells);
    for (const auto& [cell, at] : alignment.pairs)
        taken[cell] = known[at].fits[cell] >= same_words || !has_words(known[at].flow);
    return taken;
}

std::optional<KnownCells> with_a_split(const KnownCells& known, const CellAlignment& alignment,
                                       const std::vector<PrintedRegion>& cells) {
    const auto taken = taken_cells(known, alignment, cells.size());
    const auto is_free = [&](std::size_t cell) {
        return cell < cells.size() && !taken[cell] && !cells[cell].items.empty();
    };
    std::optional<Halves> best;
    std::size_t divided = 0;
    const auto try_halves = [&](std::size_t at, std::size_t first, std::size_t second, double fit) {
        auto halves = halves_of(known[at], first, second, fit, cells);
        if (!halves || halves->gain <= (best ? best->gain : 0))
            return;
        best = std::move(halves);
        divided = at;
    };
    std::vector<bool> found(known.size());
    for (const auto& [cell, at] : alignment.pairs) {
        found[at] = true;
        for (std::size_t apart = 1; apart <= farthest_half; ++apart)
            for (const std::size_t first : {cell, cell - apart})
                if (is_free(first == cell ? first + apart : first))
                    try_halves(at, first, first + apart, known[at].fits[cell]);
    }
    // of a cell that was not found at all both halves must be clear
    for (std::size_t at = 0; at < known.size(); ++at)
        for (std::size_t first = 0; first < cells.size() && !found[at]; ++first)
            for (std::size_t apart = 1; apart <= farthest_half && is_free(first); ++apart)
                if (is_free(first + apart))
                    try_halves(at, first, first + apart, clearly_more);
    if (!best)
        return std::nullopt;
    KnownCells other = known;
    best->first.begins_section = known[divided].begins_section;
    other[divided] = std::move(best->first);
    other.insert(other.begin() + static_cast<std::ptrdiff_t>(divided) + 1, std::move(best->second));
    return other;
}

}  // namespace tanfang
