#include "pipeline/page/own_words.h"

#include "pipeline/page/flow_match.h"

#include <algorithm>
#include <utility>

namespace tanfang {

namespace {

constexpr std::ptrdiff_t unit_begin = 2;       // signs that tell a unit; its brackets are misread
constexpr std::size_t most_in_count = 5;       // signs: those around a count, and three
constexpr std::size_t shortest_own_label = 4;  // signs, to be told by its end alone

using Kind = PrintToken::Kind;

PrintFlow::const_iterator end_of_words(PrintFlow::const_iterator from,
                                       PrintFlow::const_iterator end) {
    return std::find_if(from, end, [](const auto& token) { return token.kind != Kind::character; });
}

/// How often the cells without boxes say a unit, with a colon behind it and without.
struct UnitCount {
    int asking = 0, plain = 0;
};

UnitCount count_of(const PrintFlow& unit, const std::vector<PrintedRegion>& cells) {
    const auto is_same = [](const PrintedItem& item, const PrintToken& token) {
        return item.character == token.character;
    };
    UnitCount count;
    for (const auto& cell : cells) {
        const auto& items = cell.items;
        if (has_square(cell.items))
            continue;
        const auto begin = std::search(items.begin(), items.end(), unit.begin(),
                                       unit.begin() + unit_begin, is_same);
        if (begin == items.end())
            continue;
        const auto end =
            begin + std::min(items.end() - begin, static_cast<std::ptrdiff_t>(unit.size()) + 1);
        const bool asks =
            std::any_of(begin, end, [](const auto& item) { return item.character == U':'; });
        ++(asks ? count.asking : count.plain);
    }
    return count;
}

/// Whether most cells that say the first unit of an address have a colon behind it.
bool asks_with_units(const std::vector<PrintedRegion>& cells, const PrintWords& form) {
    const auto address = std::find_if(form.cells.begin(), form.cells.end(), is_places_with_units);
    if (address == form.cells.end())
        return false;
    const UnitCount count =
        count_of({address->begin() + 1, end_of_words(address->begin() + 1, address->end())}, cells);
    return count.asking > count.plain;
}

/// What a form says where each place of an address stands behind its words.
PrintWords with_units_before_writing(PrintWords form) {
    for (auto& flow : form.cells)
        if (is_places_with_units(flow))
            for (auto place = flow.begin(); place != flow.end();) {
                const auto next = place + (end_of_words(place + 1, flow.end()) - place);
                place = std::rotate(place, place + 1, next) + 1;
            }
    return form;
}

/// Whether a cell says but the sign before the first place of a flow and the one behind it.
bool says_count_alone(const PrintedRegion& cell, const PrintFlow& flow) {
    return cell.items.size() >= 2 && cell.items.size() <= most_in_count &&
           cell.items.front().character == flow[0].character &&
           cell.items.back().character == flow[2].character;
}

/// What a form says without the words behind a count that stands alone in a cell.
PrintWords with_counts_alone(PrintWords form, const std::vector<PrintedRegion>& cells) {
    for (auto& flow : form.cells)
        if (flow.size() > 3 && flow[0].kind == Kind::character && flow[1].kind == Kind::gap &&
            flow[2].kind == Kind::character &&
            std::any_of(cells.begin(), cells.end(), [&flow](const PrintedRegion& cell) {
                return says_count_alone(cell, flow);
            }))
            flow.resize(3);
    return form;
}

/// Whether a cell says a label behind a colon: that of its section stands before it there.
bool says_behind_colon(const PrintedRegion& cell, const PrintFlow& label) {
    const std::size_t size = label.size();
    return cell.items.size() > size + 1 && !has_square(cell.items) &&
           cell.items[cell.items.size() - size - 1].character == U':' &&
           std::equal(label.begin(), label.end(),
                      cell.items.end() - static_cast<std::ptrdiff_t>(size),
                      [](const PrintToken& token, const PrintedItem& item) {
                          return token.character == item.character;
                      });
}

/// What a form says where some of its labels have their section's before them.
PrintWords with_sections_before_labels(PrintWords form, const std::vector<PrintedRegion>& cells) {
    for (auto& flow : form.cells) {
        if (flow.size() < shortest_own_label || !is_print_alone(flow))
            continue;
        const auto cell = std::find_if(cells.begin(), cells.end(), [&flow](const auto& one) {
            return says_behind_colon(one, flow);
        });
        if (cell == cells.end())
            continue;
        PrintFlow whole;
        for (const auto& item : cell->items) whole.push_back({Kind::character, item.character, ""});
        flow = std::move(whole);
    }
    return form;
}

}  // namespace

bool is_places_with_units(const PrintFlow& flow) {
    auto at = flow.begin();
    while (at != flow.end()) {
        const auto words = at + 1, next = end_of_words(words, flow.end());
        if (at->kind != Kind::gap || next - words < 2 ||
            std::any_of(words, next, [](const auto& sign) { return sign.character == U':'; }))
            return false;
        at = next;
    }
    return !flow.empty();
}

PrintWords words_of_print(const PrintWords& form, BoxSide side,
                          const std::vector<PrintedRegion>& cells) {
    PrintWords own = with_sections_before_labels(with_counts_alone(form, cells), cells);
    if (side == BoxSide::behind)
        own = with_boxes_behind(std::move(own));
    return asks_with_units(cells, own) ? with_units_before_writing(std::move(own)) : own;
}

}  // namespace tanfang
