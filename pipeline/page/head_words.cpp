#include "pipeline/page/head_words.h"

#include "pipeline/page/blank_cells.h"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace tanfang {

namespace {

constexpr double least_words = 0.7;  // agreement of a cell that holds the head's end
constexpr double least_found = 0.8;  // of a cell's characters, among the other words of the head

using Kind = PrintToken::Kind;

/// The item that a character was read as, right or wrong; nullptr if it was not found.
const PrintedItem* item_at(const std::vector<PrintedItem>& items, const FlowMatch& match,
                           std::size_t token) {
    const int item = match.item_of[token];
    return item < 0 ? nullptr : &items[static_cast<std::size_t>(item)];
}

bool is_right(const PrintFlow& flow, const std::vector<PrintedItem>& items, const FlowMatch& match,
              std::size_t token) {
    const PrintedItem* const item = item_at(items, match, token);
    return item && !item->square && item->character == flow[token].character;
}

/// Whether the words on both sides of each gap stand in one line.
bool in_one_line(const PrintFlow& flow, const std::vector<PrintedItem>& items,
                 const FlowMatch& match) {
    for (std::size_t i = 1; i + 1 < flow.size(); ++i) {
        const auto *const before = item_at(items, match, i - 1), *const after =
                                                                     item_at(items, match, i + 1);
        if (flow[i].kind == Kind::gap && before && after && before->line != after->line)
            return false;
    }
    return true;
}

}  // namespace

namespace {

/// Whether a sign before the first gap was read that tells one date from another: any may be
/// labelled 日期.
bool tells_which_date(const PrintFlow& flow, const std::vector<PrintedItem>& items,
                      const FlowMatch& match) {
    constexpr std::u32string_view any = U"日期:";
    for (std::size_t i = 0; i < flow.size() && flow[i].kind == Kind::character; ++i)
        if (any.find(flow[i].character) == std::u32string_view::npos &&
            is_right(flow, items, match, i))
            return true;
    return false;
}

/// What a cell says up to 日期 and its colon, as the label of a date that has another name there;
/// empty if it says no such thing.
PrintFlow label_of_any_date(const std::vector<PrintedItem>& items) {
    constexpr std::u32string_view date = U"日期";
    auto end =
        std::search(items.begin(), items.end(), date.begin(), date.end(),
                    [](const PrintedItem& item, char32_t sign) { return item.character == sign; });
    if (end == items.end())
        return {};
    end += date.size();
    if (end != items.end() && end->character == U':')
        ++end;
    PrintFlow label;
    std::transform(items.begin(), end, std::back_inserter(label), [](const PrintedItem& item) {
        return PrintToken{Kind::character, item.character, ""};
    });
    return label;
}

/// Whether words are the label that the head has before its gap, or the end of it.
bool say_heads_label(const PrintFlow& above, PrintFlow::const_iterator gap,
                     const std::vector<PrintedItem>& items) {
    for (auto from = above.begin(); from != gap; ++from) {
        const PrintFlow label(from, gap);
        const FlowMatch words = match_flow(label, items);
        if (words.agreement >= least_words && tells_which_date(label, items, words))
            return true;
    }
    return false;
}

}  // namespace

bool has_another_date(const FormMatch& match, const PrintFlow& above) {
    const auto gap = first_gap(above);
    return gap != above.end() && gap + 1 != above.end() &&
           std::any_of(match.flows.begin(), match.flows.end(), [&](const PrintFlow& flow) {
               for (std::size_t i = 0; i + 1 < flow.size(); ++i)
                   if (flow[i].kind == Kind::gap && flow[i + 1].kind == Kind::character &&
                       flow[i + 1].character == (gap + 1)->character)
                       return true;
               return false;
           });
}

void leave_heads_date(FormMatch& match, const PrintFlow& above,
                      const std::vector<PrintedRegion>& cells, double px_per_mm) {
    const auto gap = first_gap(above);
    if (gap == above.end() || gap + 1 == above.end())
        return;
    const char32_t year = (gap + 1)->character;
    std::erase_if(match.cells, [&](const CellMatch& cell) {
        const PrintFlow& flow = match.flows[cell.known];
        if (std::none_of(flow.begin(), flow.end(),
                         [year](const PrintToken& token) { return token.character == year; }))
            return false;
        const auto& items = cells[cell.cell].items;
        const auto date = std::find_if(items.begin(), items.end(), [year](const PrintedItem& item) {
            return item.character == year;
        });
        return say_heads_label(above, gap, {items.begin(), date}) ||
               (cell.cell > 0 &&
                follows(cells[cell.cell].box, cells[cell.cell - 1].box, px_per_mm) &&
                say_heads_label(above, gap, cells[cell.cell - 1].items));
    });
}

void mark_heads_label(FormMatch& match, const PrintFlow& above,
                      const std::vector<PrintedRegion>& cells) {
    const auto gap = first_gap(above);
    for (std::size_t cell = 0; cell < match.labels.size() && gap != above.end(); ++cell)
        if (say_heads_label(above, gap, cells[cell].items))
            match.labels[cell] = true;
}

bool has_words_at_gaps(const PrintFlow& flow, const std::vector<PrintedItem>& items,
                       const FlowMatch& match) {
    const auto stands = [&](std::size_t token) {
        return token >= flow.size() || flow[token].kind != Kind::character ||
               is_right(flow, items, match, token);
    };
    // readers overlook a colon, or take it for what looks like it
    const auto is_colon = [&](std::size_t token) {
        constexpr std::u32string_view alike = U":;.,";
        const PrintedItem* const item = item_at(items, match, token);
        return flow[token].character == U':' &&
               (!item || alike.find(item->character) != std::u32string_view::npos);
    };
    const auto stands_before = [&](std::size_t gap) {
        return gap == 0 || stands(gap - 1) || (gap > 1 && is_colon(gap - 1) && stands(gap - 2));
    };
    for (std::size_t i = 0; i < flow.size(); ++i)
        if (flow[i].kind == Kind::gap && !(stands(i + 1) && stands_before(i)))
            return false;
    return true;
}

bool has_a_word_at_gaps(const PrintFlow& flow, const std::vector<PrintedItem>& items,
                        const FlowMatch& match) {
    for (std::size_t i = 0; i + 1 < flow.size(); ++i)
        if (flow[i].kind == Kind::gap && flow[i + 1].kind == Kind::character &&
            is_right(flow, items, match, i + 1))
            return true;
    return false;
}

bool stands_in_lines(const PrintFlow& flow, const std::vector<PrintedItem>& items,
                     const FlowMatch& match) {
    return share_read(flow, items, match) >= least_found && has_words_at_gaps(flow, items, match) &&
           in_one_line(flow, items, match);
}

std::optional<HeadPlace> head_in_cell(const PrintFlow& above,
                                      const std::vector<PrintedRegion>& cells,
                                      const FormMatch& match, double px_per_mm) {
    const auto gap = first_gap(above);
    // where a cell of the form has a date too, the head's is told by its label
    const bool another = has_another_date(match, above);
    const auto last = another ? gap : gap + 1;
    const auto is_taken = [&match](std::size_t cell) {
        return std::any_of(match.cells.begin(), match.cells.end(),
                           [cell](const CellMatch& matched) { return matched.cell == cell; });
    };
    const auto has_label_beside = [&](std::size_t cell, const PrintFlow& label) {
        for (std::size_t at = 0; at < cells.size(); ++at) {
            if (is_taken(at) || !(follows(cells[cell].box, cells[at].box, px_per_mm) ||
                                  is_below(cells[cell].box, cells[at].box, px_per_mm)))
                continue;
            const FlowMatch words = match_flow(label, cells[at].items);
            if (words.agreement >= least_words &&
                (!another || tells_which_date(label, cells[at].items, words)))
                return true;
        }
        return false;
    };
    std::optional<HeadPlace> best;
    double most = least_words;
    const auto consider = [&](std::size_t cell, PrintFlow flow, bool is_told) {
        FlowMatch words = match_flow(flow, cells[cell].items);
        if (words.agreement <= most || !has_words_at_gaps(flow, cells[cell].items, words) ||
            (another && !is_told && !tells_which_date(flow, cells[cell].items, words)))
            return;
        most = words.agreement;
        best = {&cells[cell], std::move(flow), std::move(words)};
    };
    for (std::size_t cell = 0; cell < cells.size() && gap != above.end(); ++cell) {
        if (is_taken(cell) || cells[cell].items.empty())
            continue;
        // how much of the title's end is the label of the date, the print tells
        for (auto from = above.begin(); from != last; ++from) {
            // the label may have a cell of its own
            const bool apart = from < gap && has_label_beside(cell, {from, gap});
            consider(cell, {apart ? gap : from, above.end()}, apart);
        }
        PrintFlow named = another ? PrintFlow{} : label_of_any_date(cells[cell].items);
        if (named.empty())
            continue;
        named.insert(named.end(), gap, above.end());
        consider(cell, std::move(named), true);
    }
    return best;
}

bool join_head(FormMatch& match, const std::vector<PrintedRegion>& cells, const PrintFlow& above) {
    const auto gap = first_gap(above);
    if (gap == above.end() || has_another_date(match, above))
        return false;
    for (auto& [cell, known, words] : match.cells) {
        PrintFlow& flow = match.flows[known];
        if (!has_places_of_writing(flow) || flow.back().kind == Kind::gap)
            continue;
        for (const auto place : {flow.end(), flow.begin()}) {
            PrintFlow joined(flow.begin(), place);
            joined.insert(joined.end(), gap, above.end());
            joined.insert(joined.end(), place, flow.end());
            FlowMatch both = match_flow(joined, cells[cell].items);
            if (!stands_in_lines(joined, cells[cell].items, both))
                continue;
            flow = std::move(joined);
            words = std::move(both);
            return true;
        }
    }
    return false;
}

std::optional<HeadPlace> cell_in_head(const PrintFlow& cell, const PrintedRegion& above) {
    if (!has_places_of_writing(cell))
        return std::nullopt;
    FlowMatch words = match_flow(cell, above.items);
    if (!stands_in_lines(cell, above.items, words))
        return std::nullopt;
    return HeadPlace{&above, cell, std::move(words)};
}

}  // namespace tanfang
