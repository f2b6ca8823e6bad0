#include "pipeline/page/unit_side.h"

#include "pipeline/page/flow_match.h"

#include <algorithm>

namespace tanfang {

namespace {

constexpr double unit_asked = 0.75;  // agreement of the words before a colon

using Kind = PrintToken::Kind;

PrintFlow::const_iterator end_of_words(PrintFlow::const_iterator from,
                                       PrintFlow::const_iterator end) {
    return std::find_if(from, end, [](const auto& token) { return token.kind != Kind::character; });
}

/// What the cell says before its first colon; nothing if it has none.
std::vector<PrintedItem> before_colon(const PrintedRegion& cell) {
    const auto colon = std::find_if(cell.items.begin(), cell.items.end(),
                                    [](const auto& item) { return item.character == U':'; });
    return colon == cell.items.end() ? std::vector<PrintedItem>{}
                                     : std::vector<PrintedItem>(cell.items.begin(), colon);
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

bool asks_with_units(const std::vector<PrintedRegion>& cells, const PrintWords& form) {
    return std::any_of(cells.begin(), cells.end(), [&form](const PrintedRegion& cell) {
        const auto asked = before_colon(cell);
        return !asked.empty() &&
               std::any_of(form.cells.begin(), form.cells.end(), [&asked](const PrintFlow& flow) {
                   const PrintFlow first(flow.begin() + !flow.empty(),
                                         end_of_words(flow.begin() + !flow.empty(), flow.end()));
                   return is_places_with_units(flow) &&
                          match_flow(first, asked).agreement >= unit_asked;
               });
    });
}

PrintWords with_units_before_writing(PrintWords form) {
    for (auto& flow : form.cells)
        if (is_places_with_units(flow))
            for (auto place = flow.begin(); place != flow.end();) {
                const auto next = place + (end_of_words(place + 1, flow.end()) - place);
                place = std::rotate(place, place + 1, next) + 1;
            }
    return form;
}

}  // namespace tanfang
