#include "pipeline/page/unit_cells.h"

#include "pipeline/page/joined_cells.h"
#include "pipeline/page/own_words.h"

#include <algorithm>
#include <utility>

namespace tanfang {

namespace {

constexpr std::size_t fewest_units = 2;
constexpr double same_unit = 0.75;  // agreement of a cell with a unit of several signs

using Kind = PrintToken::Kind;

bool is_sign(const PrintToken& token) {
    return token.kind == Kind::character;
}

/// Adds the words behind the gaps of a flow.
///
/// @param single  only single signs
void add_units(PrintFlow::const_iterator from, PrintFlow::const_iterator end, bool single,
               std::vector<PrintFlow>& units) {
    while (from != end) {
        const auto begin = std::find_if_not(from, end, is_sign);
        if (begin == end)
            return;
        const auto word = begin + 1;
        from = std::find_if_not(word, end, is_sign);
        if (begin->kind == Kind::gap && from > word && (!single || from - word == 1))
            units.emplace_back(word, from);
    }
}

CellRow joined_row(const CellRow& row, const std::vector<PrintFlow>& units) {
    std::vector<bool> unit;
    for (const auto& cell : row) unit.push_back(is_unit(cell, units));
    CellRow out;
    for (std::size_t at = 0; at < row.size();) {
        std::size_t end = at;
        while (end + 1 < row.size() && !unit[end] && unit[end + 1]) end += 2;
        if (end - at < 2 * fewest_units) {
            out.push_back(row[at++]);
            continue;
        }
        out.push_back(as_one_cell(row, at, end));
        at = end;
    }
    return out;
}

}  // namespace

bool is_unit(const PrintedRegion& cell, const std::vector<PrintFlow>& units) {
    if (cell.items.empty() || cell.items.back().character == U':')
        return false;
    return std::any_of(units.begin(), units.end(), [&cell](const PrintFlow& unit) {
        if (unit.size() == 1)
            return cell.items.size() == 1 && cell.items[0].character == unit[0].character;
        return match_flow(unit, cell.items).agreement >= same_unit;
    });
}

std::vector<PrintFlow> units_of(const std::vector<PrintWords>& forms) {
    std::vector<PrintFlow> units;
    for (const auto& form : forms) {
        add_units(form.above.begin(), form.above.end(), true, units);
        for (const auto& flow : form.cells)
            add_units(flow.begin(), flow.end(), !is_places_with_units(flow), units);
    }
    return units;
}

std::vector<PrintedRegion> with_unit_cells_joined(const std::vector<PrintedRegion>& cells,
                                                  const std::vector<PrintFlow>& units,
                                                  double px_per_mm) {
    std::vector<PrintedRegion> out;
    for (const auto& row : rows_of_cells(cells, px_per_mm))
        for (auto& cell : joined_row(row, units)) out.push_back(std::move(cell));
    return out;
}

cv::Rect cell_before_unit(const PrintedRegion& region, const PrintFlow& flow,
                          const FlowMatch& match, std::size_t gap) {
    const int unit = gap + 1 < flow.size() && is_sign(flow[gap + 1]) ? match.item_of[gap + 1] : -1;
    if (region.parts.empty() || unit < 0)
        return {};
    const auto own = part_of(region, region.items[static_cast<std::size_t>(unit)]);
    const bool alone = std::none_of(match.item_of.begin(), match.item_of.end(), [&](int item) {
        return item >= 0 &&
               part_of(region, region.items[static_cast<std::size_t>(item)]) == own - 1;
    });
    return own > 0 && alone && own < static_cast<std::ptrdiff_t>(region.parts.size())
               ? region.parts[static_cast<std::size_t>(own) - 1]
               : cv::Rect();
}

}  // namespace tanfang
