#include "pipeline/page/flow_match.h"

#include <algorithm>
#include <string_view>

namespace tanfang {

namespace {

// Costs of one step; a pair costs less than leaving both out, so that a misread character keeps its
// place between right ones.
constexpr double misread = 0.9;
constexpr double left_out = 0.7;
constexpr double box_left_out = 1.2;
// 口 looks like a box, and a box like 口; but a 日 that was read right is better than a square that
// may be one: more than what leaving out a square costs above a character.
constexpr double square_as_character = 0.55;
constexpr double bracket_as_box = 0.5;
constexpr double never = 1e6;
constexpr double apart = 1e-4;     // of ways that cost the same the one whose signs stand together
constexpr double rounding = 1e-9;  // and else the one whose pairs come last

bool looks_square(char32_t c) {
    return c == U'口' || c == U'□' || c == U'囗' || c == U'日' || c == U'回';
}

double cost_of_pair(const PrintToken& token, const PrintedItem& item) {
    if (token.kind == PrintToken::Kind::box)
        return item.square                       ? 0
               : looks_square(item.character)    ? square_as_character
               : may_be_lost_box(item.character) ? bracket_as_box
                                                 : never;
    if (item.square)
        return looks_square(token.character) ? square_as_character : never;
    return token.character == item.character ? 0 : misread;
}

double cost_of_loss(const PrintToken& token) {
    return token.kind == PrintToken::Kind::gap   ? 0
           : token.kind == PrintToken::Kind::box ? box_left_out
                                                 : left_out;
}

}  // namespace

bool stands_here(const PrintFlow& flow, const FlowMatch& match, std::size_t gap) {
    std::size_t words = 0, found = 0;
    const auto is_word = [&](std::size_t token) {
        if (token >= flow.size() || flow[token].kind != PrintToken::Kind::character)
            return false;
        ++words;
        found += match.item_of[token] >= 0;
        return true;
    };
    for (std::size_t before = gap; before > 0 && is_word(before - 1);) --before;
    for (std::size_t after = gap + 1; is_word(after);) ++after;
    return words == 0 || found > 0;
}

std::size_t end_of_what_is_here(const PrintFlow& flow, const FlowMatch& match) {
    std::size_t end = flow.size();
    while (end > 0 &&
           (flow[end - 1].kind == PrintToken::Kind::gap ? !stands_here(flow, match, end - 1)
                                                        : match.item_of[end - 1] < 0))
        --end;
    return end;
}

bool may_be_lost_box(char32_t character) {
    return std::u32string_view(U"([{<〈《「『【〔“‘").find(character) != std::u32string_view::npos;
}

PrintFlow::const_iterator first_gap(const PrintFlow& flow) {
    return std::find_if(flow.begin(), flow.end(), [](const PrintToken& token) {
        return token.kind == PrintToken::Kind::gap;
    });
}

bool is_print_alone(const PrintFlow& flow) {
    return std::all_of(flow.begin(), flow.end(), [](const PrintToken& token) {
        return token.kind == PrintToken::Kind::character;
    });
}

bool has_places_of_writing(const PrintFlow& flow) {
    const auto some = [&flow](PrintToken::Kind kind) {
        return std::any_of(flow.begin(), flow.end(),
                           [kind](const PrintToken& token) { return token.kind == kind; });
    };
    return some(PrintToken::Kind::gap) && some(PrintToken::Kind::character) &&
           !some(PrintToken::Kind::box);
}

double share_read(const PrintFlow& flow, const std::vector<PrintedItem>& items,
                  const FlowMatch& match) {
    double read = 0, all = 0;
    for (std::size_t i = 0; i < flow.size(); ++i)
        if (flow[i].kind == PrintToken::Kind::character) {
            const int item = match.item_of[i];
            ++all;
            read +=
                item >= 0 && items[static_cast<std::size_t>(item)].character == flow[i].character;
        }
    return all > 0 ? read / all : 1;
}

FlowMatch match_flow(const PrintFlow& flow, const std::vector<PrintedItem>& items) {
    const std::size_t n = flow.size(), m = items.size();
    enum class Step : char { pair, loss, extra };
    struct Way {
        double cost = 0;          // of the best way so far
        double paired = never;    // of the best one that ends with a pair
        Step step = Step::extra;  // with which the best one ends
        bool together = false;    // whether a pair before the last one belongs to the latter
    };
    std::vector<Way> ways((n + 1) * (m + 1));
    const auto at = [&](std::size_t i, std::size_t j) -> Way& { return ways[i * (m + 1) + j]; };
    const auto is_sign = [&flow](std::size_t token) {
        return flow[token].kind == PrintToken::Kind::character;
    };
    double most = 0;
    for (const auto& token : flow) most += cost_of_loss(token);
    for (const auto& item : items) most += item.square ? box_left_out : left_out;
    for (std::size_t i = 0; i <= n; ++i)
        for (std::size_t j = 0; j <= m; ++j) {
            if (i == 0 && j == 0)
                continue;
            Way& way = at(i, j);
            way.cost = never * 10;
            const auto take = [&way](double cost, Step step) {
                if (cost < way.cost - rounding) {
                    way.cost = cost;
                    way.step = step;
                }
            };
            if (i > 0 && j > 0 && flow[i - 1].kind != PrintToken::Kind::gap) {
                const Way& before = at(i - 1, j - 1);
                const bool word = i > 1 && is_sign(i - 1) && is_sign(i - 2);
                const double other = before.cost + (word ? apart : 0);
                way.together = before.paired <= other;
                way.paired =
                    std::min(before.paired, other) + cost_of_pair(flow[i - 1], items[j - 1]);
                take(way.paired, Step::pair);
            }
            if (i > 0)
                take(at(i - 1, j).cost + cost_of_loss(flow[i - 1]), Step::loss);
            if (j > 0)
                take(at(i, j - 1).cost + (items[j - 1].square ? box_left_out : left_out),
                     Step::extra);
        }
    FlowMatch match;
    match.item_of.assign(n, -1);
    match.cost = at(n, m).cost;
    match.agreement = most > 0 ? 1 - match.cost / most : 1;
    bool paired = false;  // the way on from here begins with a pair
    for (std::size_t i = n, j = m; i > 0 || j > 0;) {
        const Way& way = at(i, j);
        const Step step = paired ? Step::pair : way.step;
        paired = step == Step::pair && way.together;
        if (step == Step::pair)
            match.item_of[--i] = static_cast<int>(--j);
        else
            --(step == Step::loss ? i : j);
    }
    return match;
}

}  // namespace tanfang
