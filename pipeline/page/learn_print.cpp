#include "pipeline/page/learn_print.h"

#include "pipeline/page/flow_match.h"
#include "pipeline/page/table_cells.h"
#include "pipeline/page/writing_gap.h"

#include <algorithm>
#include <cmath>

namespace tanfang {

namespace {

constexpr double least_agreement = 0.6;  // of the cells that hold words
constexpr double least_cell = 0.35;      // cells that agree less do not correspond
constexpr double blank_cell = 0.5;       // what two cells without words gain
constexpr double fewest_words = 0.25;    // share of a form's cells with words that a page must show
constexpr double widest_gap_mm = 16;     // of a date above the table, where nothing bounds it
constexpr double around_line_mm = 1.5;   // a field above the table reaches so far over its line

struct CellMatch {
    std::size_t cell = 0, known = 0;
    FlowMatch words;
};

struct FormMatch {
    const PrintWords* form = nullptr;
    std::vector<CellMatch> cells;
    double agreement = 0;  ///< mean over cells that hold words
    std::size_t with_words = 0;
};

bool has_words(const PrintFlow& flow) {
    return std::any_of(flow.begin(), flow.end(),
                       [](const auto& token) { return token.kind != PrintToken::Kind::gap; });
}

/// The cells of the print against those of the form, both in reading order; ends may be missing.
FormMatch match_form(const std::vector<PrintedRegion>& cells, const PrintWords& form) {
    const std::size_t n = cells.size(), m = form.cells.size();
    std::vector<double> gain((n + 1) * (m + 1), 0), pair(n * m, 0);
    std::vector<char> step((n + 1) * (m + 1), 'x');
    const auto at = [m](std::size_t i, std::size_t j) { return i * (m + 1) + j; };
    for (std::size_t i = 1; i <= n; ++i)
        for (std::size_t j = 1; j <= m; ++j) {
            const bool words = has_words(form.cells[j - 1]);
            const bool blank = cells[i - 1].items.empty();
            const double fit = words == blank ? 0
                               : blank
                                   ? blank_cell
                                   : match_flow(form.cells[j - 1], cells[i - 1].items).agreement;
            pair[(i - 1) * m + j - 1] = fit;
            const double both = gain[at(i - 1, j - 1)] + (fit >= least_cell ? fit : -1);
            gain[at(i, j)] = std::max({both, gain[at(i - 1, j)], gain[at(i, j - 1)]});
            step[at(i, j)] = gain[at(i, j)] == both                 ? 'b'
                             : gain[at(i, j)] == gain[at(i - 1, j)] ? 'i'
                                                                    : 'j';
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

class Collector {
  public:
    Collector(LearnedPrint& print, double px_per_mm) : print_(print), px_per_mm_(px_per_mm) {}

    void take(const PrintedRegion& region, const PrintFlow& flow, const FlowMatch& match,
              bool in_table) {
        for (std::size_t i = 0; i < flow.size(); ++i) {
            if (flow[i].kind == PrintToken::Kind::character)
                continue;
            cv::Rect place;
            if (flow[i].kind == PrintToken::Kind::gap) {
                place = writing_gap(region, flow, match, i, px_per_mm_);
                if (!in_table)
                    place = beside_its_word(region, flow, match, i, place);
            } else if (match.item_of[i] >= 0 &&
                       region.items[static_cast<std::size_t>(match.item_of[i])].square)
                place = region.items[static_cast<std::size_t>(match.item_of[i])].box;
            add(flow[i], place);
        }
    }

    void miss(const PrintFlow& flow) {
        for (const auto& token : flow)
            if (token.kind != PrintToken::Kind::character)
                print_.missing.push_back(token.spot);
    }

  private:
    /// Above the table nothing bounds the line: the field ends at the word that follows it.
    cv::Rect beside_its_word(const PrintedRegion& region, const PrintFlow& flow,
                             const FlowMatch& match, std::size_t gap, cv::Rect place) const {
        if (gap + 1 >= flow.size() || match.item_of[gap + 1] < 0)
            return {};
        const auto& word = region.items[static_cast<std::size_t>(match.item_of[gap + 1])];
        const auto& row = region.rows[static_cast<std::size_t>(word.line)].box;
        const int over = static_cast<int>(around_line_mm * px_per_mm_),
                  widest = static_cast<int>(widest_gap_mm * px_per_mm_);
        const int right = place.x + place.width, left = std::max(place.x, right - widest);
        return cv::Rect(left, row.y - over, right - left, row.height + 2 * over) & region.box;
    }

    void add(const PrintToken& token, const cv::Rect& place) {
        if (place.empty()) {
            print_.missing.push_back(token.spot);
            return;
        }
        Spot spot;
        spot.id = token.spot;
        const auto dot = token.spot.find('.');
        spot.field = token.spot.substr(0, dot);
        spot.part = dot == std::string::npos ? "" : token.spot.substr(dot + 1);
        spot.kind = token.kind == PrintToken::Kind::box ? SpotKind::checkbox : SpotKind::field;
        spot.page = print_.page;
        spot.box = {{place.x / px_per_mm_, place.y / px_per_mm_},
                    place.width / px_per_mm_,
                    place.height / px_per_mm_};
        print_.spots.push_back(spot);
    }

    LearnedPrint& print_;
    double px_per_mm_;
};

}  // namespace

std::optional<LearnedPrint> learn_print(const cv::Mat& gray, double px_per_mm,
                                        const std::vector<PrintWords>& forms,
                                        const PrintReader& reader) {
    PrintPage page{gray, ink_of_print(gray, px_per_mm), px_per_mm};
    const auto table = find_table_cells(page.ink, px_per_mm);
    if (!table)
        return std::nullopt;
    page.ink.setTo(0, table->lines);
    std::vector<PrintedRegion> cells;
    for (const auto& cell : table->cells) cells.push_back(read_print(page, cell, reader));
    FormMatch best;
    for (const auto& form : forms) {
        FormMatch match = match_form(cells, form);
        if (is_this_form(match) && (!best.form || match.agreement > best.agreement))
            best = std::move(match);
    }
    if (!best.form)
        return std::nullopt;
    LearnedPrint print;
    print.form = best.form->form;
    print.agreement = best.agreement;
    print.page = best.cells.front().known == 0 ? 0 : 1;
    Collector collector(print, px_per_mm);
    if (print.page == 0) {
        const auto above = read_print(page, {0, 0, gray.cols, table->frame.y}, reader);
        collector.take(above, best.form->above, match_flow(best.form->above, above.items), false);
    }
    std::size_t next = best.cells.front().known;
    for (const auto& cell : best.cells) {
        for (; next < cell.known; ++next) collector.miss(best.form->cells[next]);
        ++next;
        collector.take(cells[cell.cell], best.form->cells[cell.known], cell.words, true);
    }
    return print;
}

}  // namespace tanfang
