#include "pipeline/page/cell_division.h"

#include "pipeline/page/box_side.h"
#include "pipeline/page/flow_match.h"

#include <algorithm>
#include <utility>

namespace tanfang {

namespace {

constexpr std::size_t farthest_half = 5;  // cells: a row of places and headings between two halves
constexpr double cut_rounding = 1e-9;     // of cuts that agree alike the first
constexpr double clearly_fuller = 0.05;   // agreement of a cell that holds another's words too
constexpr double joined_read = 0.7;       // of the words of each of two in one cell
constexpr std::size_t fewest_joined = 3;  // signs of each

/// Whether a cell may be continued in another one from this token on.
bool may_begin(const PrintFlow& flow, std::size_t at) {
    const std::size_t box = has_boxes_behind(flow) ? at - 1 : at;
    return flow[box].kind == PrintToken::Kind::box || flow[at - 1].kind == PrintToken::Kind::gap;
}

struct Halves {
    KnownCell first, second;
    double gain = 0;  ///< of both, above that of the whole cell
};

/// A known cell in two of which the first is one cell of the print and the second a later one, cut
/// where both agree best; nothing if it has no such halves.
std::optional<Halves> halves_of(const KnownCell& known, std::size_t first, std::size_t second,
                                double fit, const std::vector<PrintedRegion>& cells) {
    const PrintFlow& flow = known.flow;
    std::optional<Halves> best;
    double most = fit + clearly_more;
    for (std::size_t cut = 1; cut < flow.size(); ++cut) {
        if (!may_begin(flow, cut))
            continue;
        const auto middle = flow.begin() + static_cast<std::ptrdiff_t>(cut);
        const PrintFlow before(flow.begin(), middle), behind(middle, flow.end());
        const double both = match_flow(before, cells[first].items).agreement +
                            match_flow(behind, cells[second].items).agreement;
        if (both < most || !has_words(before) || !has_words(behind))
            continue;
        most = both + cut_rounding;
        best = {known_cell(before, cells), known_cell(behind, cells), both - fit};
    }
    return best;
}

/// What precedes the first option of a cell, if anything, and each option.
std::vector<PrintFlow> options_apart(const PrintFlow& flow) {
    std::vector<PrintFlow> parts(1);
    const bool behind = has_boxes_behind(flow);
    for (const auto& token : flow) {
        const bool box = token.kind == PrintToken::Kind::box;
        if (box && !behind && !parts.back().empty())
            parts.emplace_back();
        parts.back().push_back(token);
        if (box && behind)
            parts.emplace_back();
    }
    if (parts.back().empty())
        parts.pop_back();
    return parts;
}

struct Apart {
    KnownCells parts;
    double gain = 0;  ///< agreement of the parts whose cells were found
};

/// A known cell's options in cells of their own, each in the free one that it fits best; nothing
/// unless most of them, and two at least, have one.
///
/// @param free  by cell: whether it may be an option's
std::optional<Apart> put_apart(const PrintFlow& flow, std::vector<bool> free,
                               const std::vector<PrintedRegion>& cells) {
    Apart apart;
    std::size_t placed = 0;
    for (const auto& part : options_apart(flow)) {
        apart.parts.push_back(known_cell(part, cells));
        const auto& fits = apart.parts.back().fits;
        std::optional<std::size_t> own;
        double most = clearly_more;
        for (std::size_t cell = 0; cell < cells.size(); ++cell)
            if (free[cell] && fits[cell] > most) {
                own = cell;
                most = fits[cell];
            }
        if (!own || !has_words(part))
            continue;
        free[*own] = false;
        apart.gain += most;
        ++placed;
    }
    if (placed < 2 || 2 * placed <= apart.parts.size())
        return std::nullopt;
    return apart;
}

/// A known cell and the next one as one, of which one is this cell of the print and the other was
/// not found: nothing unless the words of both stand there, and agree better.
std::optional<KnownCell> joined(const KnownCell& first, const KnownCell& second, std::size_t cell,
                                const std::vector<PrintedRegion>& cells) {
    const auto& items = cells[cell].items;
    PrintFlow both = first.flow;
    both.insert(both.end(), second.flow.begin(), second.flow.end());
    const FlowMatch words = match_flow(both, items);
    if (words.agreement < std::max(first.fits[cell], second.fits[cell]) + clearly_fuller)
        return std::nullopt;
    const auto middle = words.item_of.begin() + static_cast<std::ptrdiff_t>(first.flow.size());
    const auto is_read = [&items](const PrintFlow& flow, std::vector<int> item_of) {
        const auto signs = static_cast<std::size_t>(std::count_if(
            flow.begin(), flow.end(),
            [](const PrintToken& token) { return token.kind == PrintToken::Kind::character; }));
        FlowMatch own;
        own.item_of = std::move(item_of);
        return signs >= fewest_joined && share_read(flow, items, own) >= joined_read;
    };
    if (!is_read(first.flow, {words.item_of.begin(), middle}) ||
        !is_read(second.flow, {middle, words.item_of.end()}))
        return std::nullopt;
    KnownCell one = known_cell(both, cells);
    one.begins_section = first.begins_section;
    return one;
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
    for (const auto& [cell, at] : alignment.pairs)
        for (std::size_t apart = 1; apart <= farthest_half; ++apart)
            for (const std::size_t first : {cell, cell - apart}) {
                const std::size_t second = first + apart;
                if (!is_free(first == cell ? second : first))
                    continue;
                auto halves = halves_of(known[at], first, second, known[at].fits[cell], cells);
                if (!halves || (best && halves->gain <= best->gain))
                    continue;
                best = std::move(halves);
                divided = at;
            }
    if (!best)
        return std::nullopt;
    KnownCells other = known;
    best->first.begins_section = known[divided].begins_section;
    other[divided] = std::move(best->first);
    other.insert(other.begin() + static_cast<std::ptrdiff_t>(divided) + 1, std::move(best->second));
    return other;
}

std::optional<KnownCells> with_options_apart(const KnownCells& known,
                                             const CellAlignment& alignment,
                                             const std::vector<PrintedRegion>& cells) {
    std::vector<bool> said(cells.size());  // by cell: another known one's words stand there
    std::vector<std::optional<std::size_t>> cell_of(known.size());
    for (const auto& [cell, at] : alignment.pairs) {
        said[cell] = has_words(known[at].flow) && known[at].fits[cell] >= same_words;
        cell_of[at] = cell;
    }
    std::optional<Apart> best;
    std::size_t divided = 0;
    for (std::size_t at = 0; at < known.size(); ++at) {
        auto free = said;
        free.flip();
        if (cell_of[at])
            free[*cell_of[at]] = true;
        auto apart = put_apart(known[at].flow, std::move(free), cells);
        if (!apart)
            continue;
        if (cell_of[at])
            apart->gain -= known[at].fits[*cell_of[at]];
        if (apart->gain < (best ? best->gain : clearly_more))
            continue;
        best = std::move(apart);
        divided = at;
    }
    if (!best)
        return std::nullopt;
    KnownCells other = known;
    best->parts.front().begins_section = known[divided].begins_section;
    const auto place = other.erase(other.begin() + static_cast<std::ptrdiff_t>(divided));
    other.insert(place, best->parts.begin(), best->parts.end());
    return other;
}

std::optional<KnownCells> with_two_joined(const KnownCells& known, const CellAlignment& alignment,
                                          const std::vector<PrintedRegion>& cells) {
    std::vector<bool> found(known.size());
    for (const auto& [cell, at] : alignment.pairs)
        found[at] = has_words(known[at].flow) && known[at].fits[cell] >= same_words;
    for (const auto& [cell, at] : alignment.pairs)
        for (const std::size_t first : {at, at - 1}) {
            const std::size_t second = first + 1;
            if (second >= known.size() || first >= known.size() || found[first] == found[second])
                continue;
            auto one = joined(known[first], known[second], cell, cells);
            if (!one)
                continue;
            KnownCells other = known;
            other[first] = std::move(*one);
            other.erase(other.begin() + static_cast<std::ptrdiff_t>(second));
            return other;
        }
    return std::nullopt;
}

}  // namespace tanfang
