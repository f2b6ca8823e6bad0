#include "pipeline/page/learn_print.h"

#include "pipeline/page/blank_cells.h"
#include "pipeline/page/cell_behind.h"
#include "pipeline/page/cell_order.h"
#include "pipeline/page/comb_cells.h"
#include "pipeline/page/foot_words.h"
#include "pipeline/page/form_match.h"
#include "pipeline/page/head_words.h"
#include "pipeline/page/item_labels.h"
#include "pipeline/page/label_room.h"
#include "pipeline/page/option_cells.h"
#include "pipeline/page/own_words.h"
#include "pipeline/page/print_picture.h"
#include "pipeline/page/spot_collector.h"
#include "pipeline/page/table_cells.h"
#include "pipeline/page/unit_cells.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace tanfang {

namespace {

constexpr double on_first_page = 0.25;  // of a form's cells: a page that begins later is its second
constexpr double title_read = 0.5;      // of a title's characters where it stands
constexpr std::size_t first_cells = 3;  // of a form: one of them is on its first page

/// A page with its table, and which of a form's cells its cells are.
struct MatchedPage {
    PrintPage page;
    cv::Mat lines;   ///< of the table
    cv::Rect frame;  ///< of the table
    cv::Rect above;  ///< the page above what is read first of the table
    std::vector<PrintedRegion> cells;
    BoxSide side = BoxSide::before;
    std::unique_ptr<PrintWords> own;  ///< what the form says here, to which the match points
    FormMatch match;
};

std::optional<MatchedPage> match_page(const cv::Mat& gray, double px_per_mm,
                                      const std::vector<PrintWords>& forms,
                                      const PrintReader& reader) {
    MatchedPage matched;
    PrintPage& page = matched.page;
    page = {gray, ink_of_print(gray, px_per_mm), px_per_mm, hairlines(gray, px_per_mm)};
    const auto table = find_table_cells(page.ink | page.thin, px_per_mm);
    if (!table)
        return std::nullopt;
    matched.lines = table->lines;
    matched.frame = table->frame;
    matched.above = {0, 0, gray.cols, table->first.y};
    if (table->first.y > table->frame.y)  // beside a table that begins higher
        matched.above.width = table->first.br().x;
    page.ink.setTo(0, table->lines);
    std::vector<PrintedRegion>& cells = matched.cells;
    for (const auto& cell : table->cells) cells.push_back(read_print(page, cell, reader));
    const auto units = units_of(forms);
    cells = with_option_cells_joined(cells, units, px_per_mm);
    cells = with_unit_cells_joined(cells, units, px_per_mm);
    cells = with_combs_joined(cells, px_per_mm);
    FormMatch& match = matched.match;
    match = match_best_form(cells, forms);
    if (!match.form)
        return std::nullopt;
    matched.side = side_of_boxes(match, cells);
    matched.own = std::make_unique<PrintWords>(words_of_print(*match.form, matched.side, cells));
    match = match_form(cells, *matched.own);
    mark_heads_label(match, match.form->above, cells);
    leave_heads_date(match, match.form->above, cells, px_per_mm);
    settle_options(match, cells, px_per_mm);
    settle_blank_cells(match, cells, px_per_mm);
    settle_first_gaps(match, cells, px_per_mm);
    settle_label_rooms(match, cells, px_per_mm);
    leave_tail_to_foot(match);
    return matched;
}

bool has_spot(const PrintFlow& flow, const std::string& spot) {
    return std::any_of(flow.begin(), flow.end(),
                       [&spot](const PrintToken& token) { return token.spot == spot; });
}

bool says_title(const PrintFlow& above, const PrintedRegion& region) {
    const PrintFlow title(above.begin(), first_gap(above));
    return share_read(title, region.items, match_flow(title, region.items)) >= title_read;
}

/// Whether a box or place of writing of the form's first cells was matched.
bool has_first_cells(const FormMatch& match) {
    const auto& known = match.form->cells;
    const auto end =
        known.begin() + static_cast<std::ptrdiff_t>(std::min(first_cells, known.size()));
    return std::any_of(match.cells.begin(), match.cells.end(), [&](const CellMatch& cell) {
        return std::any_of(known.begin(), end, [&](const PrintFlow& first) {
            return std::any_of(first.begin(), first.end(), [&](const PrintToken& token) {
                return !token.spot.empty() && has_spot(match.flows[cell.known], token.spot);
            });
        });
    });
}

/// Of a print that has its sections in another order the second page may begin with cells that are
/// among the first: a first page shows the form's title, too, or its very first cells.
///
/// @param above  what stands above the table
int page_of_form(const FormMatch& match, const std::vector<PrintedRegion>& cells,
                 const PrintedRegion& above) {
    const auto first = static_cast<double>(match.cells.front().known);
    if (first >= on_first_page * static_cast<double>(match.flows.size()))
        return 1;
    const PrintFlow& head = match.form->above;
    const bool begins = has_first_cells(match) || says_title(head, above) ||
                        std::any_of(cells.begin(), cells.end(), [&head](const PrintedRegion& cell) {
                            return says_title(head, cell);
                        });
    return begins ? 0 : 1;
}

PrintedRegion words_in(const PrintPage& page, const cv::Rect& place, const PrintReader& reader) {
    return place.empty() ? PrintedRegion{} : read_print(page, place, reader);
}

/// Takes a page's spots and the picture of its print, from the head down.
class PageLearner {
  public:
    /// @param matched, reader  outlive this
    PageLearner(MatchedPage& matched, const PrintReader& reader)
        : on_(matched),
          reader_(reader),
          above_(words_in(matched.page, matched.above, reader)),
          page_(page_of_form(matched.match, matched.cells, above_)),
          collector_(page_, matched.page.ink, matched.page.px_per_mm, matched.side),
          picture_(matched.page.gray, matched.page.px_per_mm) {}

    LearnedPrint learn() {
        picture_.keep_lines(on_.lines);
        const PrintFlow& head = on_.match.form->above;
        PrintFlow sought;  // of the head, if it does not stand in its place
        if (may_show_head() && !take_head() && !join_head(on_.match, on_.cells, head))
            sought = head;
        join_foot(on_.match, on_.cells, sought);
        take_cells();
        if (!take_foot(sought) && !sought.empty() && page_ == 0)
            take_doubtful_head(sought);
        take_boxes();
        return {on_.match.form->form,
                page_,
                on_.match.agreement,
                std::move(collector_.spots),
                std::move(collector_.missing),
                collector_.boxes().lost,
                picture_.picture()};
    }

  private:
    /// A second page may have the head's date where it ends: if the form has no other one.
    bool may_show_head() const {
        return page_ == 0 || !has_another_date(on_.match, on_.match.form->above);
    }

    /// The head from above the table, or from a cell that has it instead; false if the words at
    /// its gaps were read in neither.
    bool take_head() {
        const PrintFlow& head = on_.match.form->above;
        in_cell_ = head_in_cell(head, on_.cells, on_.match, on_.page.px_per_mm);
        const FlowMatch words = match_flow(head, above_.items);
        picture_.keep_words(above_, head, words);
        if (has_words_at_gaps(head, above_.items, words)) {
            collector_.take_above(above_, head, words);
            return true;
        }
        if (!in_cell_)
            return false;
        collector_.take_cell(*in_cell_->region, in_cell_->flow, in_cell_->words);
        picture_.keep_words(*in_cell_->region, in_cell_->flow, in_cell_->words);
        return true;
    }

    /// The known cells up to the last one that was matched; the first ones may stand in the head.
    void take_cells() {
        const FormMatch& match = on_.match;
        const PrintedRegion* const head = in_cell_ ? in_cell_->region : nullptr;
        std::size_t next = page_ == 0 ? 0 : match.cells.front().known;
        for (std::size_t i = 0; i < match.cells.size(); ++i) {
            const auto& [cell, known, words] = match.cells[i];
            for (; next < known; ++next)
                if (i > 0 || !take_from_head(match.flows[next]))
                    collector_.miss(match.flows[next]);
            ++next;
            collector_.take_cell(on_.cells[cell], match.flows[known], words,
                                 cell_behind(match, i, on_.cells, head, on_.page.px_per_mm));
            picture_.keep_words(on_.cells[cell], match.flows[known], words);
        }
    }

    /// A cell's words and fields from above the table; false if they do not stand there.
    bool take_from_head(const PrintFlow& flow) {
        const auto place = cell_in_head(flow, above_);
        if (!place)
            return false;
        collector_.take_above(above_, place->flow, place->words);
        picture_.keep_words(above_, place->flow, place->words);
        return true;
    }

    /// What stands below the table, which is as good as a cell of the table's width.
    ///
    /// @param head  what is to stand above the table; empty if it was found
    /// @return      whether the head's date is there
    bool take_foot(PrintFlow head) {
        const int bottom = on_.frame.br().y;
        const cv::Rect place(on_.frame.x, bottom, on_.frame.width, on_.page.gray.rows - bottom);
        if (place.empty() || (head.empty() && parts_for_foot(head, on_.match).empty()))
            return false;
        below_ = read_print(on_.page, place, reader_);
        // a second page has the head's date if it says so
        if (!may_show_head() && shows_heads_label(on_.match.form->above, below_))
            head = on_.match.form->above;
        auto parts = parts_for_foot(head, on_.match);
        settle_dates(parts, head, below_);
        foot_ = words_in_foot(std::move(parts), below_);
        if (foot_.flow.empty())
            return false;
        end_foot();
        collector_.take_cell(below_, foot_.flow, foot_.words);
        picture_.keep_words(below_, foot_.flow, foot_.words);
        return std::any_of(head.begin(), head.end(), [this](const PrintToken& token) {
            return token.kind == PrintToken::Kind::gap && has_spot(foot_.flow, token.spot);
        });
    }

    /// Ends what is taken of the page below the table where the next line of print begins, as of
    /// notes: people sign beside the words, not below the notes.
    void end_foot() {
        int last = 0;
        for (const int item : foot_.words.item_of)
            if (item >= 0)
                last = std::max(last, below_.items[static_cast<std::size_t>(item)].line);
        const auto next = static_cast<std::size_t>(last) + 1;
        if (next < below_.rows.size())
            below_.box.height = below_.rows[next].box.y - below_.box.y;
    }

    /// The head above the table where some of the words at its gaps were misread; of none that was
    /// read right nobody knows where they stand.
    void take_doubtful_head(const PrintFlow& head) {
        const FlowMatch words = match_flow(head, above_.items);
        if (has_a_word_at_gaps(head, above_.items, words))
            collector_.take_above(above_, head, words);
        else
            collector_.miss(head);
    }

    void take_boxes() {
        collector_.find_boxes();
        for (const auto& square : collector_.boxes().squares) picture_.keep_outline(square);
        for (const auto& bracket : collector_.boxes().brackets) picture_.keep(bracket);
    }

    MatchedPage& on_;
    const PrintReader& reader_;
    PrintedRegion above_, below_;  // what the page has above the table and below it
    int page_;
    std::optional<HeadPlace> in_cell_;
    FootWords foot_;
    SpotCollector collector_;  // knows the regions and words above
    PrintPicture picture_;
};

}  // namespace

std::optional<LearnedPrint> learn_print(const cv::Mat& gray, double px_per_mm,
                                        const std::vector<PrintWords>& forms,
                                        const PrintReader& reader) {
    auto matched = match_page(gray, px_per_mm, forms, reader);
    if (!matched)
        return std::nullopt;
    return PageLearner(*matched, reader).learn();
}

}  // namespace tanfang
