#include "pipeline/page/form_match.h"

#include <algorithm>

namespace tanfang {

namespace {

constexpr double least_agreement = 0.6;  // of the cells that hold words
constexpr double least_cell = 0.35;      // cells that agree less do not correspond
constexpr double filled_cell = 0.4;      // what a cell gains that holds writing where it may
constexpr double blank_cell = 0.5;       // what two cells without words gain
constexpr double fewest_words = 0.25;    // share of a form's cells with words that a page must show

/// 0..1: how well a cell of the print is the known one.
double fit_of(const PrintFlow& known, const PrintedRegion& cell) {
    if (!has_words(known))
        return cell.items.empty() ? blank_cell : filled_cell;
    return cell.items.empty() ? 0 : match_flow(known, cell.items).agreement;
}

}  // namespace

bool has_words(const PrintFlow& flow) {
    return std::any_of(flow.begin(), flow.end(),
                       [](const auto& token) { return token.kind != PrintToken::Kind::gap; });
}

FormMatch match_form(const std::vector<PrintedRegion>& cells, const PrintWords& form) {
    const std::size_t n = cells.size(), m = form.cells.size();
    std::vector<double> gain((n + 1) * (m + 1), 0), pair(n * m, 0);
    std::vector<char> step((n + 1) * (m + 1), 'x');
    const auto at = [m](std::size_t i, std::size_t j) { return i * (m + 1) + j; };
    for (std::size_t i = 1; i <= n; ++i)
        for (std::size_t j = 1; j <= m; ++j) {
            const double fit = fit_of(form.cells[j - 1], cells[i - 1]);
            pair[(i - 1) * m + j - 1] = fit;
            const double both = gain[at(i - 1, j - 1)] + (fit >= least_cell ? fit : -1);
            gain[at(i, j)] = std::max({both, gain[at(i - 1, j)], gain[at(i, j - 1)]});
            // of equal ways the one with the earliest known cells: cells for writing look alike
            step[at(i, j)] = gain[at(i, j)] == gain[at(i, j - 1)] ? 'j'
                             : gain[at(i, j)] == both             ? 'b'
                                                                  : 'i';
        }
    FormMatch match;
    match.form = &form;
    for (std::size_t i = n, j = m; i > 0 && j > 0;) {
        const char how = step[at(i, j)];
        i -= how != 'j';
        j -= how != 'i';
        if (how != 'b')
            continue;
        match.cells.push_back({i, j, match_flow(form.cells[j], cells[i].items)});
        if (has_words(form.cells[j])) {
            match.agreement += pair[i * m + j];
            ++match.with_words;
        }
    }
    std::reverse(match.cells.begin(), match.cells.end());
    match.agreement /= static_cast<double>(std::max<std::size_t>(1, match.with_words));
    return match;
}

bool is_this_form(const FormMatch& match) {
    const auto known = std::count_if(match.form->cells.begin(), match.form->cells.end(), has_words);
    return match.agreement >= least_agreement &&
           static_cast<double>(match.with_words) >= fewest_words * static_cast<double>(known);
}

}  // namespace tanfang
