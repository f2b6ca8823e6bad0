#include "pipeline/page/print_order.h"

#include "pipeline/page/flow_match.h"

#include <algorithm>
#include <numeric>
#include <optional>

namespace tanfang {

namespace {

constexpr double clearly_less =
    1.5;  // cost of another order: two short labels that changed places cost two misread characters
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

}  // namespace

PrintFlow options_in_print_order(const PrintFlow& flow, const std::vector<PrintedItem>& items) {
    const auto options = options_of(flow);
    Order order(options.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    double cost = match_flow(flow, items).cost;
    while (cost > clearly_less) {
        std::optional<Order> better;
        double least = cost - clearly_less;
        for (auto& other : neighbors_of(order)) {
            const double now = match_flow(joined(options, other), items).cost;
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
    return joined(options, order);
}

bool has_another_label(const PrintFlow& flow, std::size_t box,
                       const std::vector<PrintedItem>& items, std::size_t item) {
    const auto begin = items.begin() + static_cast<std::ptrdiff_t>(item) + 1;
    const std::vector<PrintedItem> read(
        begin, std::find_if(begin, items.end(), [](const auto& i) { return i.square; }));
    const auto fit = [&read](const PrintFlow& label) { return match_flow(label, read).agreement; };
    double own = 0, best_other = 0;
    for (const auto& option : options_of(flow)) {
        if (option.empty() || option.front().kind != PrintToken::Kind::box)
            continue;
        const double agreement = fit({option.begin() + 1, option.end()});
        if (option.front().spot == flow[box].spot)
            own = agreement;
        else
            best_other = std::max(best_other, agreement);
    }
    return best_other > own + clearly_better;
}

}  // namespace tanfang
