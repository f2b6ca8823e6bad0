#include "pipeline/page/form_match.h"

#include "pipeline/page/cell_order.h"
#include "pipeline/page/print_order.h"

#include <algorithm>
#include <utility>

namespace tanfang {

namespace {

constexpr double least_agreement = 0.6;  // of the cells that hold words
constexpr double least_read = 0.34;      // of the words of a cell with places of writing
constexpr double clearly_better_fit = 0.1;
constexpr double least_share_of_form = 0.15;  // of a form's signs that a page must show
constexpr double least_share_of_end = 0.08;   // the same of one that shows the form's end alone
constexpr double read_of_end = 0.7;           // of the words of each of its cells
constexpr double read_beside_another = 0.8;   // of one that stands in another's cell
constexpr double same_label = 0.7;            // agreement of a cell that says a label's words
constexpr double most_apart = 0.3;            // of a label's height, up to the cell beside it
constexpr std::size_t shortest_label = 2;     // signs: a digit alone may be written

/// Whether a cell's words are clearly those of another known cell: that one may be lost where the
/// line between two cells was not seen.
bool says_another(const std::vector<KnownCell>& known, std::size_t at, std::size_t cell) {
    return has_words(known[at].flow) &&
           std::any_of(known.begin(), known.end(), [&](const KnownCell& other) {
               return has_words(other.flow) &&
                      other.fits[cell] > known[at].fits[cell] + clearly_better_fit;
           });
}

/// Whether so few words of a known cell with places of writing were read in a cell that it may be
/// any other; of one with boxes none of the words.
bool says_too_little(const PrintFlow& flow, const std::vector<PrintedItem>& items,
                     const FlowMatch& match) {
    const double read = share_read(flow, items, match);
    return read == 0 || (has_places_of_writing(flow) && read < least_read);
}

/// Of characters and boxes.
double signs_in(const PrintFlow& flow) {
    return static_cast<double>(std::count_if(flow.begin(), flow.end(), [](const auto& token) {
        return token.kind != PrintToken::Kind::gap;
    }));
}

/// The words that a form has before its places of writing, in a cell of their own or not.
std::vector<PrintFlow> labels_of(const PrintWords& form) {
    std::vector<PrintFlow> labels;
    for (const auto& flow : form.cells) {
        PrintFlow words;
        bool options = false;  // what follows a box may be written elsewhere
        const auto end_label = [&] {
            if (words.size() >= shortest_label && !options)
                labels.push_back(words);
            words.clear();
            options = false;
        };
        for (const auto& token : flow)
            if (token.kind == PrintToken::Kind::gap) {
                end_label();
            } else if (token.kind == PrintToken::Kind::box) {
                words.clear();
                options = true;
            } else {
                words.push_back(token);
            }
        if (words.size() == flow.size())
            end_label();
    }
    return labels;
}

std::vector<bool> cells_with_labels(const std::vector<PrintedRegion>& cells,
                                    const PrintWords& form) {
    const auto labels = labels_of(form);
    std::vector<bool> found;
    for (const auto& cell : cells)
        found.push_back(std::any_of(labels.begin(), labels.end(), [&cell](const auto& label) {
            return !cell.items.empty() && match_flow(label, cell.items).agreement >= same_label;
        }));
    return found;
}

/// Whether a cell stands directly right of one that asks for writing: what it says may be that.
bool is_written_in(const FormMatch& match, const std::vector<PrintedRegion>& cells,
                   const cv::Rect& box) {
    return std::any_of(match.cells.begin(), match.cells.end(), [&](const CellMatch& one) {
        const cv::Rect& label = cells[one.cell].box;
        const int apart = box.x - label.br().x,
                  shared = std::min(box.br().y, label.br().y) - std::max(box.y, label.y);
        return has_places_of_writing(match.flows[one.known]) && apart >= 0 &&
               apart < most_apart * label.height && 2 * shared > std::min(box.height, label.height);
    });
}

/// Whether cells of the print say what is in none of the match's, nor written beside one.
bool says_other_things(const FormMatch& match, const std::vector<PrintedRegion>& cells) {
    for (std::size_t cell = 0; cell < cells.size(); ++cell)
        if (!cells[cell].items.empty() && !is_written_in(match, cells, cells[cell].box) &&
            std::none_of(match.cells.begin(), match.cells.end(),
                         [cell](const CellMatch& one) { return one.cell == cell; }))
            return true;
    return false;
}

/// Whether the last cells of a form were found, all of them, well read and nothing else; two of
/// them may share one.
///
/// @param signs  of the whole form
bool is_the_end(const FormMatch& match, const std::vector<PrintedRegion>& cells, double signs) {
    const auto is_said = [&](std::size_t known) {
        const PrintFlow& flow = match.flows[known];
        return std::any_of(match.cells.begin(), match.cells.end(), [&](const CellMatch& one) {
            const auto& items = cells[one.cell].items;
            return share_read(flow, items, match_flow(flow, items)) >=
                   (one.known == known ? read_of_end : read_beside_another);
        });
    };
    if (match.cells.empty() || says_other_things(match, cells))
        return false;
    double found = 0;
    std::size_t first = match.flows.size();
    for (; first > 0 && is_said(first - 1); --first) found += signs_in(match.flows[first - 1]);
    return first > 0 && match.cells.front().known >= first && found >= least_share_of_end * signs;
}

FormMatch match_of(const std::vector<KnownCell>& known, const std::vector<PrintedRegion>& cells,
                   const std::vector<bool>& labels, const PrintWords& form) {
    FormMatch match;
    match.form = &form;
    match.labels = labels;
    for (const auto& cell : known) match.flows.push_back(cell.flow);
    std::size_t with_words = 0;
    for (const auto& [cell, at] : align_cells(known, cells.size()).pairs) {
        if (says_another(known, at, cell))
            continue;
        match.flows[at] = options_in_print_order(match.flows[at], cells[cell].items);
        FlowMatch words = match_flow(match.flows[at], cells[cell].items);
        if (says_too_little(match.flows[at], cells[cell].items, words))
            continue;
        match.cells.push_back({cell, at, std::move(words)});
        if (has_words(match.flows[at])) {
            match.agreement += known[at].fits[cell];
            match.share += known[at].fits[cell] * signs_in(match.flows[at]);
            ++with_words;
        }
    }
    match.agreement /= static_cast<double>(std::max<std::size_t>(1, with_words));
    double signs = 0;
    for (const auto& flow : form.cells) signs += signs_in(flow);
    match.share /= std::max(1.0, signs);
    match.is_end = is_the_end(match, cells, signs);
    return match;
}

}  // namespace

FormMatch match_form(const std::vector<PrintedRegion>& cells, const PrintWords& form) {
    std::vector<KnownCell> known;
    const auto labels = cells_with_labels(cells, form);
    for (const auto& flow : form.cells) {
        known.push_back(known_cell(flow, cells));
        for (std::size_t cell = 0; cell < cells.size() && !has_words(flow); ++cell)
            if (labels[cell])
                known.back().fits[cell] = 0;
    }
    const FormMatch match = match_of(known, cells, labels, form);
    if (!is_this_form(match))
        return match;
    for (const std::size_t first : form.sections) known[first].begins_section = true;
    put_in_print_order(known, cells);
    return match_of(known, cells, labels, form);
}

BoxSide side_of_boxes(const FormMatch& match, const std::vector<PrintedRegion>& cells) {
    std::vector<BoxSide> sides;
    for (const auto& cell : match.cells)
        if (std::any_of(match.flows[cell.known].begin(), match.flows[cell.known].end(),
                        [](const auto& token) { return token.kind == PrintToken::Kind::box; }))
            sides.push_back(side_of_boxes(cells[cell.cell]));
    return common_side(sides);
}

bool is_label_cell(const FormMatch& match, std::size_t cell) {
    return cell < match.labels.size() && match.labels[cell];
}

bool is_this_form(const FormMatch& match) {
    return match.agreement >= least_agreement &&
           (match.share >= least_share_of_form || match.is_end);
}

FormMatch match_best_form(const std::vector<PrintedRegion>& cells,
                          const std::vector<PrintWords>& forms) {
    FormMatch best;
    for (const auto& form : forms) {
        FormMatch match = match_form(cells, form);
        if (is_this_form(match) && (!best.form || match.agreement > best.agreement))
            best = std::move(match);
    }
    return best;
}

}  // namespace tanfang
