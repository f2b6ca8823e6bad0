#include "pipeline/page/learn_print.h"

#include "pipeline/page/blank_cells.h"
#include "pipeline/page/box_side.h"
#include "pipeline/page/cell_order.h"
#include "pipeline/page/foot_words.h"
#include "pipeline/page/form_match.h"
#include "pipeline/page/head_words.h"
#include "pipeline/page/item_labels.h"
#include "pipeline/page/option_cells.h"
#include "pipeline/page/spot_collector.h"
#include "pipeline/page/table_cells.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <utility>

namespace tanfang {

namespace {

constexpr double on_first_page = 0.25;  // of a form's cells: a page that begins later is its second
constexpr double box_outline_mm = 0.5;  // of a box, with its blurred rim
constexpr double same_edges_mm = 1;     // between the edges of a cell and of the one below

bool is_below(const cv::Rect& cell, const cv::Rect& upper, double px_per_mm) {
    const double reach = same_edges_mm * px_per_mm;
    return std::abs(cell.x - upper.x) < reach && std::abs(cell.br().x - upper.br().x) < reach &&
           std::abs(cell.y - upper.br().y) < reach;
}

/// Whether a cell stands beside a label that has its place of writing below it.
bool is_among_headings(const FormMatch& match, const cv::Rect& own,
                       const std::vector<PrintedRegion>& cells, double px_per_mm) {
    return std::any_of(match.cells.begin(), match.cells.end(), [&](const CellMatch& label) {
        const cv::Rect& box = cells[label.cell].box;
        return has_words(match.flows[label.known]) &&
               (follows(own, box, px_per_mm) || follows(box, own, px_per_mm)) &&
               std::any_of(match.cells.begin(), match.cells.end(), [&](const CellMatch& place) {
                   return place.known == label.known + 1 && !has_words(match.flows[place.known]) &&
                          is_below(cells[place.cell].box, box, px_per_mm);
               });
    });
}

/// The cell directly right of a matched one, or one directly below and as wide, if the form knows
/// none there: some prints give a label and its writing a cell each. The one below must be much
/// larger or that of a heading. Words right of the label may be writing or the next heading: then
/// the one below is more likely.
///
/// @param head  the cell that has the head's date, in which nothing else is written; or nullptr
const PrintedRegion* cell_behind(const FormMatch& match, std::size_t at,
                                 const std::vector<PrintedRegion>& cells, const PrintedRegion* head,
                                 double px_per_mm) {
    const auto is_free = [&](const PrintedRegion& cell) {
        return &cell != head &&
               std::none_of(match.cells.begin(), match.cells.end(), [&](const CellMatch& matched) {
                   return &cells[matched.cell] == &cell;
               });
    };
    // a cell for writing alone is its own place
    if (!has_words(match.flows[match.cells[at].known]))
        return nullptr;
    const std::size_t label = match.cells[at].cell;
    const cv::Rect& own = cells[label].box;
    const bool ends_row =
        label + 1 == cells.size() || !follows(cells[label + 1].box, own, px_per_mm);
    const PrintedRegion* const right =
        ends_row || !is_free(cells[label + 1]) ? nullptr : &cells[label + 1];
    if (right && right->items.empty())
        return right;
    const bool heading = is_among_headings(match, own, cells, px_per_mm);
    const auto below = std::find_if(cells.begin(), cells.end(), [&](const PrintedRegion& cell) {
        return is_below(cell.box, own, px_per_mm) &&
               (heading || cell.box.area() >= larger_below * own.area());
    });
    return below != cells.end() && is_free(*below) ? &*below : right;
}

/// Copies what is known to be print.
class PrintPicture {
  public:
    PrintPicture(const cv::Mat& gray, double px_per_mm, cv::Mat& picture)
        : gray_(gray), px_per_mm_(px_per_mm), picture_(picture) {
        picture_.create(gray.size(), CV_8UC1);
        picture_.setTo(255);
    }

    void keep(const cv::Rect& box) {
        const cv::Rect inside = box & cv::Rect({}, gray_.size());
        gray_(inside).copyTo(picture_(inside));
    }

    void keep(const cv::Mat& mask) { gray_.copyTo(picture_, mask); }

    /// The outline of a box, not what stands in it.
    void keep_outline(const cv::Rect& inner) {
        const int edge = static_cast<int>(box_outline_mm * px_per_mm_);
        keep(cv::Rect(inner.x - edge, inner.y - edge, inner.width + 2 * edge, edge));
        keep(cv::Rect(inner.x - edge, inner.y + inner.height, inner.width + 2 * edge, edge));
        keep(cv::Rect(inner.x - edge, inner.y, edge, inner.height));
        keep(cv::Rect(inner.x + inner.width, inner.y, edge, inner.height));
    }

    /// The words of a region: all of it where nothing can be written, else what was found again.
    /// What was read as another character beside a place of writing may be written there.
    void keep_words(const PrintedRegion& region, const PrintFlow& flow, const FlowMatch& match) {
        if (std::all_of(flow.begin(), flow.end(), [](const auto& token) {
                return token.kind == PrintToken::Kind::character;
            })) {
            keep(region.box);
            return;
        }
        const PrintedItem* before = nullptr;  // nothing can be written between it and the next
        for (std::size_t i = 0; i < flow.size(); ++i) {
            if (flow[i].kind != PrintToken::Kind::character) {
                before = nullptr;
            } else if (match.item_of[i] >= 0) {
                const auto& item = region.items[static_cast<std::size_t>(match.item_of[i])];
                if (item.character == flow[i].character || !is_beside_gap(flow, i))
                    keep_up_to(item, before);
            }
        }
    }

  private:
    static bool is_beside_gap(const PrintFlow& flow, std::size_t at) {
        const auto is_gap = [&flow](std::size_t i) {
            return i < flow.size() && flow[i].kind == PrintToken::Kind::gap;
        };
        return is_gap(at + 1) || (at > 0 && is_gap(at - 1));
    }

    /// A character with all that stands between it and the one before on its line: readers of print
    /// misread characters, and place them a little beside their strokes.
    void keep_up_to(const PrintedItem& item, const PrintedItem*& before) {
        keep(before && before->line == item.line ? item.box | before->box : item.box);
        before = &item;
    }

    const cv::Mat& gray_;
    double px_per_mm_;
    cv::Mat& picture_;
};

/// The head from above the table, or from a cell that has it instead; false if the words at its
/// gaps were read in neither.
bool take_head(const PrintedRegion& above, const PrintFlow& head,
               const std::optional<HeadPlace>& in_cell, SpotCollector& collector,
               PrintPicture& picture) {
    const FlowMatch words = match_flow(head, above.items);
    picture.keep_words(above, head, words);
    if (has_words_at_gaps(head, above.items, words)) {
        collector.take_above(above, head, words);
        return true;
    }
    if (!in_cell)
        return false;
    collector.take_cell(*in_cell->region, in_cell->flow, in_cell->words);
    picture.keep_words(*in_cell->region, in_cell->flow, in_cell->words);
    return true;
}

/// A cell's words and fields from above the table; false if they do not stand there.
bool take_from_head(const PrintedRegion& above, const PrintFlow& flow, SpotCollector& collector,
                    PrintPicture& picture) {
    const auto place = cell_in_head(flow, above);
    if (!place)
        return false;
    collector.take_above(above, place->flow, place->words);
    picture.keep_words(above, place->flow, place->words);
    return true;
}

/// The head above the table where some of the words at its gaps were misread; of none that was
/// read right nobody knows where they stand.
void take_doubtful_head(const PrintedRegion& above, const PrintFlow& head,
                        SpotCollector& collector) {
    const FlowMatch words = match_flow(head, above.items);
    if (has_a_word_at_gaps(head, above.items, words))
        collector.take_above(above, head, words);
    else
        collector.miss(head);
}

bool has_gap(const PrintFlow& flow, const std::string& spot) {
    return std::any_of(flow.begin(), flow.end(),
                       [&spot](const PrintToken& token) { return token.spot == spot; });
}

/// What stands below the table, which is as good as a cell of the table's width.
///
/// @param head  what is to stand above the table; empty if it was found
/// @return      whether the head's date is there
bool take_foot(const PrintPage& page, const cv::Rect& table, const PrintFlow& head,
               const FormMatch& match, const PrintReader& reader, SpotCollector& collector,
               PrintPicture& picture) {
    auto parts = parts_for_foot(head, match);
    const cv::Rect place(table.x, table.br().y, table.width, page.gray.rows - table.br().y);
    if (parts.empty() || place.empty())
        return false;
    const PrintedRegion below = read_print(page, place, reader);
    settle_dates(parts, head, below);
    const FootWords foot = words_in_foot(std::move(parts), below);
    if (foot.flow.empty())
        return false;
    collector.take_cell(below, foot.flow, foot.words);
    picture.keep_words(below, foot.flow, foot.words);
    return std::any_of(head.begin(), head.end(), [&foot](const PrintToken& token) {
        return token.kind == PrintToken::Kind::gap && has_gap(foot.flow, token.spot);
    });
}

}  // namespace

std::optional<LearnedPrint> learn_print(const cv::Mat& gray, double px_per_mm,
                                        const std::vector<PrintWords>& forms,
                                        const PrintReader& reader) {
    PrintPage page{gray, ink_of_print(gray, px_per_mm), px_per_mm, hairlines(gray, px_per_mm)};
    const auto table = find_table_cells(page.ink | page.thin, px_per_mm);
    if (!table)
        return std::nullopt;
    page.ink.setTo(0, table->lines);
    std::vector<PrintedRegion> cells;
    for (const auto& cell : table->cells) cells.push_back(read_print(page, cell, reader));
    cells = with_option_cells_joined(cells, px_per_mm);
    FormMatch match = match_best_form(cells, forms);
    if (!match.form)
        return std::nullopt;
    const BoxSide side = side_of_boxes(match, cells);
    PrintWords behind;  // outlives the match
    if (side == BoxSide::behind) {
        behind = with_boxes_behind(*match.form);
        match = match_form(cells, behind);
    }
    leave_heads_date(match, match.form->above, cells, px_per_mm);
    settle_options(match, cells, px_per_mm);
    settle_blank_cells(match, cells, px_per_mm);
    settle_first_gaps(match, cells, px_per_mm);
    LearnedPrint print;
    print.form = match.form->form;
    print.agreement = match.agreement;
    const std::size_t first = match.cells.front().known;
    print.page =
        static_cast<double>(first) < on_first_page * static_cast<double>(match.flows.size()) ? 0
                                                                                             : 1;
    SpotCollector collector(print.page, page.ink, px_per_mm, side);
    PrintPicture picture(gray, px_per_mm, print.print);
    picture.keep(table->lines);
    PrintedRegion above;
    std::optional<HeadPlace> in_cell;  // outlives the collector's boxes
    bool head_found = print.page > 0;
    if (print.page == 0) {
        if (table->frame.y > 0)
            above = read_print(page, {0, 0, gray.cols, table->frame.y}, reader);
        in_cell = head_in_cell(match.form->above, cells, match, px_per_mm);
        head_found = take_head(above, match.form->above, in_cell, collector, picture);
    }
    PrintFlow sought = head_found ? PrintFlow() : match.form->above;
    join_foot(match, cells, sought);
    std::size_t next = print.page == 0 ? 0 : first;
    for (std::size_t i = 0; i < match.cells.size(); ++i) {
        const auto& [cell, known, words] = match.cells[i];
        for (; next < known; ++next)
            if (i > 0 || !take_from_head(above, match.flows[next], collector, picture))
                collector.miss(match.flows[next]);
        ++next;
        collector.take_cell(
            cells[cell], match.flows[known], words,
            cell_behind(match, i, cells, in_cell ? in_cell->region : nullptr, px_per_mm));
        picture.keep_words(cells[cell], match.flows[known], words);
    }
    if (!take_foot(page, table->frame, sought, match, reader, collector, picture) &&
        !sought.empty())
        take_doubtful_head(above, sought, collector);
    collector.find_boxes();
    for (const auto& square : collector.boxes().squares) picture.keep_outline(square);
    for (const auto& bracket : collector.boxes().brackets) picture.keep(bracket);
    print.spots = std::move(collector.spots);
    print.missing = std::move(collector.missing);
    print.lost = collector.boxes().lost;
    return print;
}

}  // namespace tanfang
