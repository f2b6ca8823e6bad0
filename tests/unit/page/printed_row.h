/// Print of a line as it is read, for tests.
#pragma once

#include "pipeline/base/text.h"
#include "pipeline/page/printed_items.h"

#include <string>
#include <vector>

namespace tanfang {

inline constexpr double printed_px_per_mm = 8;

/// Characters 30 px apart from x = 100 on; □ is a square.
inline std::vector<PrintedItem> items_of(const std::string& text) {
    std::vector<PrintedItem> items;
    const std::u32string characters = code_points(text).value();
    for (const char32_t c : characters) {
        const int x = 100 + 30 * static_cast<int>(items.size());
        items.push_back({c == U'□', c == U'□' ? 0 : c, 0, {x, 50, 26, 26}});
    }
    return items;
}

/// A row of words with a blank after the second character.
inline PrintedRegion row_with_gap(const std::vector<PrintedItem>& items, int width) {
    PrintedRegion region;
    region.box = {0, 0, width, 130};
    region.items = items;
    region.rows.emplace_back();
    for (const auto& item : items) {
        region.rows.front().box |= item.box;
        region.rows.front().ink.emplace_back(item.box.x, item.box.x + item.box.width);
    }
    return region;
}

}  // namespace tanfang
