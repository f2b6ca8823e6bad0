#include "pipeline/page/options_apart.h"

#include "pipeline/page/box_side.h"
#include "pipeline/page/cell_division.h"
#include "pipeline/page/flow_match.h"

#include <algorithm>
#include <utility>

namespace tanfang {

namespace {

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

/// What a cell of the print says with one of its boxes, or without any.
struct OptionRead {
    std::size_t cell = 0;
    std::vector<PrintedItem> items;
    PrintFlow part;  ///< the known option that it is; empty as long as that is not known
};

/// The options of free cells in reading order.
///
/// @param behind  whether boxes stand behind their labels
std::vector<OptionRead> options_read(const std::vector<bool>& free,
                                     const std::vector<PrintedRegion>& cells, bool behind) {
    std::vector<OptionRead> read;
    for (std::size_t cell = 0; cell < cells.size(); ++cell) {
        bool begins = true;
        for (const auto& item : cells[cell].items) {
            if (!free[cell])
                break;
            if (begins || (item.square && !behind))
                read.push_back({cell, {}, {}});
            read.back().items.push_back(item);
            begins = item.square && behind;
        }
    }
    return read;
}

struct Apart {
    KnownCells parts;
    double gain = 0;  ///< agreement of those whose cells were found
};

/// A known cell's options where several cells have them, in any order, each in the free one that
/// says it best; nothing unless most of them, and two at least, stand in two cells at least.
///
/// @param free  by cell: whether it may have options
std::optional<Apart> put_apart(const PrintFlow& flow, const std::vector<bool>& free,
                               const std::vector<PrintedRegion>& cells) {
    auto read = options_read(free, cells, has_boxes_behind(flow));
    // where boxes were read at all, an option is where one of them is
    const bool squares = std::any_of(read.begin(), read.end(), [](const OptionRead& option) {
        return has_square(option.items);
    });
    std::size_t placed = 0, all = 0;
    std::vector<std::pair<std::size_t, PrintFlow>> elsewhere;  // behind the cell of the one before
    std::size_t last = 0;
    for (const auto& part : options_apart(flow)) {
        OptionRead* own = nullptr;
        double most = clearly_more;
        for (auto& option : read) {
            const double fit = option.part.empty() && (!squares || has_square(option.items))
                                   ? match_flow(part, option.items).agreement
                                   : 0;
            if (fit > most) {
                own = &option;
                most = fit;
            }
        }
        ++all;
        if (own && has_words(part)) {
            own->part = part;
            last = own->cell;
            ++placed;
        } else {
            elsewhere.emplace_back(last, part);
        }
    }
    Apart out;
    std::size_t found = 0;
    std::stable_sort(elsewhere.begin(), elsewhere.end(),
                     [](const auto& one, const auto& other) { return one.first < other.first; });
    auto next = elsewhere.begin();
    const auto take_elsewhere = [&](std::size_t before) {
        for (; next != elsewhere.end() && next->first < before; ++next)
            out.parts.push_back(known_cell(next->second, cells));
    };
    for (auto option = read.begin(); option != read.end();) {
        PrintFlow whole;
        const std::size_t cell = option->cell;
        for (; option != read.end() && option->cell == cell; ++option)
            whole.insert(whole.end(), option->part.begin(), option->part.end());
        if (whole.empty())
            continue;
        ++found;
        take_elsewhere(cell);
        out.parts.push_back(known_cell(whole, cells));
        out.gain += out.parts.back().fits[cell];
    }
    take_elsewhere(cells.size());
    if (placed < 2 || found < 2 || 2 * placed <= all)
        return std::nullopt;
    return out;
}

/// The cells between those that clearly say the words of the known ones before one and behind it;
/// also such as stand left of the latter, in its lower part. Rows of a table have the same options:
/// none if the one before is a label that was not found.
std::vector<bool> cells_about(const KnownCells& known, std::size_t at,
                              const CellAlignment& alignment,
                              const std::vector<PrintedRegion>& cells) {
    std::size_t from = 0;
    std::vector<std::size_t> later;
    bool has_label = at == 0 || !is_print_alone(known[at - 1].flow);
    for (const auto& [cell, other] : alignment.pairs) {
        if (!has_words(known[other].flow) || known[other].fits[cell] < clearly_more)
            continue;
        has_label |= other + 1 == at;
        if (other < at)
            from = cell + 1;
        else if (other > at)
            later.push_back(cell);
    }
    const auto is_before = [&](std::size_t cell) {
        return std::all_of(later.begin(), later.end(), [&](std::size_t next) {
            return cell < next || (cells[cell].box.x < cells[next].box.x &&
                                   cells[cell].box.y < cells[next].box.br().y);
        });
    };
    std::vector<bool> about(cells.size());
    for (std::size_t cell = from; cell < cells.size() && has_label; ++cell)
        about[cell] = is_before(cell);
    for (const std::size_t cell : later) about[cell] = false;
    return about;
}

}  // namespace

std::optional<KnownCells> with_options_apart(const KnownCells& known,
                                             const CellAlignment& alignment,
                                             const std::vector<PrintedRegion>& cells) {
    std::vector<std::optional<std::size_t>> cell_of(known.size());
    for (const auto& [cell, at] : alignment.pairs) cell_of[at] = cell;
    std::optional<Apart> best;
    std::size_t divided = 0;
    for (std::size_t at = 0; at < known.size(); ++at) {
        auto free = cells_about(known, at, alignment, cells);
        if (cell_of[at])
            free[*cell_of[at]] = true;
        auto apart = put_apart(known[at].flow, free, cells);
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

}  // namespace tanfang
