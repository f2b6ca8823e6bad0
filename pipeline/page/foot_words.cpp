#include "pipeline/page/foot_words.h"

#include <algorithm>
#include <utility>

namespace tanfang {

namespace {

using Kind = PrintToken::Kind;

constexpr std::ptrdiff_t label_signs = 5;  // 建档日期 and its colon, which may be misread

/// Whether a line of the foot shows the sign behind a place, though that was found in a later line:
/// it may be that of another place.
bool is_shown_before(const PrintFlow& part, const FlowMatch& own, const PrintedRegion& below) {
    int line = -1;
    for (std::size_t i = 0; i < part.size(); ++i) {
        if (part[i].kind != Kind::character || own.item_of[i] < 0)
            continue;
        const int here = below.items[static_cast<std::size_t>(own.item_of[i])].line;
        if (line >= 0 && here > line && i > 0 && part[i - 1].kind == Kind::gap &&
            std::any_of(below.items.begin(), below.items.end(), [&](const PrintedItem& item) {
                return item.line == line && item.character == part[i].character;
            }))
            return true;
        line = here;
    }
    return false;
}

/// Of the match of all parts that of one.
FlowMatch match_of_part(const PrintFlow& part, const FlowMatch& all, std::size_t from) {
    const auto first = all.item_of.begin() + static_cast<std::ptrdiff_t>(from);
    FlowMatch own;
    own.item_of.assign(first, first + static_cast<std::ptrdiff_t>(part.size()));
    return own;
}

}  // namespace

bool shows_heads_label(const PrintFlow& head, const PrintedRegion& below) {
    const auto gap = first_gap(head);
    return gap - head.begin() >= label_signs &&
           std::search(below.items.begin(), below.items.end(), gap - label_signs, gap - 1,
                       [](const PrintedItem& item, const PrintToken& token) {
                           return !item.square && item.character == token.character;
                       }) != below.items.end();
}

void settle_dates(std::vector<PrintFlow>& parts, const PrintFlow& head,
                  const PrintedRegion& below) {
    const auto gap = first_gap(head);
    if (gap == head.end() || gap + 1 == head.end())
        return;
    const char32_t year = (gap + 1)->character;
    const auto is_dated = [year](const PrintFlow& part) {
        return std::any_of(part.begin(), part.end(), [year](const PrintToken& token) {
            return token.kind == Kind::character && token.character == year;
        });
    };
    const auto dates = std::count_if(parts.begin(), parts.end(), is_dated);
    const auto shown =
        std::count_if(below.items.begin(), below.items.end(),
                      [year](const PrintedItem& item) { return item.character == year; });
    const bool is_heads = shows_heads_label(head, below);
    if (shown < dates)
        std::erase_if(parts, [&](const PrintFlow& part) {
            return is_dated(part) && !(is_heads && part.front().spot == gap->spot);
        });
    for (auto& part : parts)
        if (is_heads && part.front().spot == gap->spot)
            part.insert(part.begin(), gap - label_signs, gap);
}

std::vector<PrintFlow> parts_for_foot(const PrintFlow& above, const FormMatch& match) {
    std::vector<PrintFlow> parts;
    const std::size_t next = match.cells.empty() ? 0 : match.cells.back().known + 1;
    parts.assign(match.flows.begin() + static_cast<std::ptrdiff_t>(next), match.flows.end());
    parts.emplace_back(first_gap(above), above.end());
    std::erase_if(parts, [](const PrintFlow& part) { return !has_places_of_writing(part); });
    return parts;
}

FootWords words_in_foot(std::vector<PrintFlow> parts, const PrintedRegion& below) {
    FootWords foot;
    std::erase_if(parts, [&](const PrintFlow& part) {
        return !stands_in_lines(part, below.items, match_flow(part, below.items));
    });
    // by itself a part may have been matched with words that it shares with another one
    for (bool settled = false; !settled;) {
        foot.flow.clear();
        for (const auto& part : parts) foot.flow.insert(foot.flow.end(), part.begin(), part.end());
        foot.words = match_flow(foot.flow, below.items);
        std::size_t from = 0;
        const auto astray = std::find_if(parts.begin(), parts.end(), [&](const PrintFlow& part) {
            from += part.size();
            const FlowMatch own = match_of_part(part, foot.words, from - part.size());
            return !stands_in_lines(part, below.items, own) || is_shown_before(part, own, below);
        });
        settled = astray == parts.end();
        if (!settled)
            parts.erase(astray);
    }
    return foot;
}

void leave_tail_to_foot(FormMatch& match) {
    if (match.cells.empty())
        return;
    CellMatch& last = match.cells.back();
    PrintFlow& flow = match.flows[last.known];
    const std::size_t end = end_of_what_is_here(flow, last.words);
    const auto cut = flow.begin() + static_cast<std::ptrdiff_t>(end);
    PrintFlow tail(cut, flow.end());
    if (end == 0 || !has_places_of_writing(tail) || tail.front().kind != Kind::gap)
        return;
    flow.erase(cut, flow.end());
    last.words.item_of.resize(end);
    match.flows.insert(match.flows.begin() + static_cast<std::ptrdiff_t>(last.known) + 1,
                       std::move(tail));
}

void join_foot(FormMatch& match, const std::vector<PrintedRegion>& cells, PrintFlow& above) {
    if (match.cells.empty())
        return;
    CellMatch& last = match.cells.back();
    PrintFlow& flow = match.flows[last.known];
    if (flow.empty() || flow.back().kind != Kind::gap ||
        !stands_here(flow, last.words, flow.size() - 1))
        return;
    const PrintedRegion& region = cells[last.cell];
    auto parts = parts_for_foot(above, match);
    settle_dates(parts, above, region);
    const FootWords foot = words_in_foot(std::move(parts), region);
    if (foot.flow.empty())
        return;
    PrintFlow joined = flow;
    joined.insert(joined.end(), foot.flow.begin(), foot.flow.end());
    FlowMatch words = match_flow(joined, region.items);
    const auto is_here = [&](const PrintFlow& part) {
        return std::any_of(part.begin(), part.end(), [&](const PrintToken& token) {
            return token.kind == Kind::gap &&
                   std::any_of(foot.flow.begin(), foot.flow.end(),
                               [&](const PrintToken& other) { return other.spot == token.spot; });
        });
    };
    flow = std::move(joined);
    last.words = std::move(words);
    match.flows.erase(
        std::remove_if(match.flows.begin() + static_cast<std::ptrdiff_t>(last.known) + 1,
                       match.flows.end(), is_here),
        match.flows.end());
    if (is_here(above))
        above.clear();
}

}  // namespace tanfang
