#include "pipeline/page/print_order.h"

#include "pipeline/page/box_side.h"
#include "pipeline/page/flow_match.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>

namespace tanfang {

namespace {

constexpr double clearly_less =
    1.5;  // cost of another order: two short labels that changed places cost two misread characters
constexpr double box_elsewhere = 1.3;   // cost of a box beyond a sign, which is left out beside it
constexpr double clearly_better = 0.3;  // agreement of another label

using Order = std::vector<std::size_t>;

/// What precedes the first box, then each box with what follows it.
std::vector<PrintFlow> options_of(const PrintFlow& flow) {
    std::vector<PrintFlow> options(1);
    for (const auto& token : flow) {
        if (token.kind == PrintToken::Kind::box)
            options.emplace_back();
        options.back().push_back(token);
    }
    return options;
}

PrintFlow joined(const std::vector<PrintFlow>& options, const Order& order) {
    PrintFlow flow;
    for (const std::size_t i : order) flow.insert(flow.end(), options[i].begin(), options[i].end());
    return flow;
}

/// The order with an option put elsewhere, or with two that changed places; the first part stays.
std::vector<Order> neighbors_of(const Order& order) {
    std::vector<Order> neighbors;
    for (std::size_t from = 1; from < order.size(); ++from)
        for (std::size_t to = 1; to < order.size(); ++to) {
            if (from == to)
                continue;
            Order moved = order;
            moved.erase(moved.begin() + static_cast<std::ptrdiff_t>(from));
            moved.insert(moved.begin() + static_cast<std::ptrdiff_t>(to), order[from]);
            neighbors.push_back(std::move(moved));
            if (from + 1 < to) {
                neighbors.push_back(order);
                std::swap(neighbors.back()[from], neighbors.back()[to]);
            }
        }
    return neighbors;
}

struct Arrangement {
    PrintFlow flow;
    double cost = 0;
};

/// The parts in the order that fits best, as far as each step is clearly better.
Arrangement arranged(const std::vector<PrintFlow>& parts, const std::vector<PrintedItem>& items) {
    Order order(parts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    double cost = match_flow(joined(parts, order), items).cost;
    while (cost > clearly_less) {
        std::optional<Order> better;
        double least = cost - clearly_less;
        for (auto& other : neighbors_of(order)) {
            const double now = match_flow(joined(parts, other), items).cost;
            if (now < least) {
                least = now;
                better = std::move(other);
            }
        }
        if (!better)
            break;
        order = std::move(*better);
        cost = least;
    }
    return {joined(parts, order), cost};
}

/// The options with what is written in one of them, and the words before it, as a part of its own:
/// a print may have that below the last option.
std::vector<std::vector<PrintFlow>> with_a_part_cut_off(const std::vector<PrintFlow>& options) {
    std::vector<std::vector<PrintFlow>> divided;
    for (std::size_t i = 1; i < options.size(); ++i) {
        const PrintFlow& option = options[i];
        const auto gap = std::find_if(option.begin(), option.end(), [](const PrintToken& token) {
            return token.kind == PrintToken::Kind::gap;
        });
        if (gap == option.end())
            continue;
        for (auto cut = option.begin() + 2; cut < gap; ++cut) {
            std::vector<PrintFlow> parts = options;
            parts[i] = {option.begin(), cut};
            parts.insert(parts.begin() + static_cast<std::ptrdiff_t>(i) + 1, {cut, option.end()});
            divided.push_back(std::move(parts));
        }
    }
    return divided;
}

/// The label of an option, its first signs.
PrintFlow label_of(const PrintFlow& option, std::size_t signs) {
    return {option.begin() + 1, option.begin() + 1 + static_cast<std::ptrdiff_t>(signs)};
}

/// How many signs stand behind a box before the first place of writing.
std::size_t signs_of_label(const PrintFlow& option) {
    const auto end = std::find_if(option.begin() + 1, option.end(), [](const PrintToken& token) {
        return token.kind != PrintToken::Kind::character;
    });
    return static_cast<std::size_t>(end - option.begin()) - 1;
}

/// Boxes that stand behind their labels, but before what is written with them (严重□ 疾病名称：__),
/// where that fits clearly better.
PrintFlow with_boxes_before_writing(PrintFlow flow, const std::vector<PrintedItem>& items) {
    for (std::size_t box = 1; box < flow.size(); ++box) {
        if (flow[box].kind != PrintToken::Kind::box)
            continue;
        PrintFlow best, other = flow;
        double least = match_flow(flow, items).cost - box_elsewhere;
        bool gap = false;
        for (std::size_t at = box; at > 1 && flow[at - 1].kind != PrintToken::Kind::box; --at) {
            std::swap(other[at], other[at - 1]);
            gap = gap || flow[at - 1].kind == PrintToken::Kind::gap;
            const double now = gap ? match_flow(other, items).cost : least;
            if (now < least) {
                least = now;
                best = other;
            }
        }
        if (!best.empty())
            flow = std::move(best);
    }
    return flow;
}

/// What is written with an option, and the words before it, behind all options.
std::vector<PrintFlow> with_writing_last(const PrintFlow& flow) {
    std::vector<PrintFlow> moved;
    for (auto gap = flow.begin(); gap != flow.end(); ++gap)
        for (auto cut = gap; gap->kind == PrintToken::Kind::gap && cut != flow.begin() &&
                             (cut - 1)->kind == PrintToken::Kind::character;) {
            PrintFlow other(flow.begin(), --cut);
            other.insert(other.end(), gap + 1, flow.end());
            other.insert(other.end(), cut, gap + 1);
            moved.push_back(std::move(other));
        }
    return moved;
}

Arrangement options_in_order(const PrintFlow& flow, const std::vector<PrintedItem>& items) {
    const auto options = options_of(flow);
    Arrangement best = arranged(options, items);
    if (best.cost <= clearly_less)
        return best;
    for (const auto& parts : with_a_part_cut_off(options)) {
        Arrangement other = arranged(parts, items);
        if (other.cost < best.cost - clearly_less)
            best = std::move(other);
    }
    return best;
}

}  // namespace

PrintFlow options_in_print_order(const PrintFlow& flow, const std::vector<PrintedItem>& items) {
    if (!has_boxes_behind(flow))
        return options_in_order(flow, items).flow;
    const auto backwards = [&items](const PrintFlow& forwards) {
        return options_in_order(turned(forwards), turned(items));
    };
    Arrangement best = backwards(flow);
    if (best.cost <= box_elsewhere)
        return turned(std::move(best.flow));
    const double most = best.cost - box_elsewhere;
    for (const auto& order : {flow, turned(best.flow)}) {
        Arrangement other = backwards(with_boxes_before_writing(order, items));
        if (other.cost < std::min(best.cost, most))
            best = std::move(other);
    }
    for (const auto& order : with_writing_last(flow)) {
        Arrangement other = backwards(order);
        if (other.cost < best.cost - clearly_less)
            best = std::move(other);
    }
    return turned(std::move(best.flow));
}

std::vector<PrintFlow> option_labels(const PrintFlow& flow) {
    std::vector<PrintFlow> labels;
    for (const auto& option : options_of(flow))
        if (!option.empty() && option.front().kind == PrintToken::Kind::box)
            labels.push_back(label_of(option, signs_of_label(option)));
    return labels;
}

bool has_another_label(const PrintFlow& flow, std::size_t box,
                       const std::vector<PrintedItem>& items, std::size_t item) {
    const auto begin = items.begin() + static_cast<std::ptrdiff_t>(item) + 1;
    const std::vector<PrintedItem> read(
        begin, std::find_if(begin, items.end(), [](const auto& i) { return i.square; }));
    const auto options = options_of(flow);
    const auto is_own = [&](const PrintFlow& option) {
        return !option.empty() && option.front().spot == flow[box].spot;
    };
    const PrintFlow own = *std::find_if(options.begin(), options.end(), is_own);
    return std::any_of(options.begin(), options.end(), [&](const PrintFlow& other) {
        if (other.empty() || other.front().kind != PrintToken::Kind::box || is_own(other))
            return false;
        // what follows the shorter label is not there to be compared
        const std::size_t signs =
            std::min({signs_of_label(own), signs_of_label(other), read.size()});
        const std::vector<PrintedItem> first(read.begin(),
                                             read.begin() + static_cast<std::ptrdiff_t>(signs));
        const auto fit = [&](const PrintFlow& option) {
            return match_flow(label_of(option, signs), first).agreement;
        };
        return fit(other) > fit(own) + clearly_better;
    });
}

}  // namespace tanfang
