#include "pipeline/page/item_labels.h"

#include "pipeline/page/blank_cells.h"
#include "pipeline/page/cell_order.h"
#include "pipeline/page/print_order.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string>

namespace tanfang {

namespace {

constexpr double label_read = 0.5;          // agreement of a label that was read
constexpr double clearly_more_alike = 0.1;  // more than with any other words
constexpr double option_read = 0.6;         // of an option's words, with a sign for its marked box
constexpr double least_options = 0.35;      // of options beside their label
constexpr double heading_read = 0.7;        // of a heading or label that stands elsewhere
constexpr double below_label_mm = 2;        // from a label to options below it, with a ruled line
constexpr double as_wide_mm = 1.5;          // between the edges of a label and of options below it

/// What a form asks: a label with the options that answer it.
struct Item {
    const PrintFlow* label = nullptr;    ///< nullptr if the options have none
    const PrintFlow* options = nullptr;  ///< of the form
    bool has_twin = false;               ///< another item is answered by the same words
};

bool is_box(const PrintToken& token) {
    return token.kind == PrintToken::Kind::box;
}

bool has_boxes(const PrintFlow& flow) {
    return std::any_of(flow.begin(), flow.end(), is_box);
}

bool say_the_same(const PrintFlow& one, const PrintFlow& other) {
    return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                      [](const PrintToken& a, const PrintToken& b) {
                          return a.kind == b.kind && a.character == b.character;
                      });
}

/// Whether a cell is words alone, no other says the same, and nothing is written behind it.
bool is_heading(const std::vector<PrintFlow>& flows, std::size_t at) {
    return is_print_alone(flows[at]) && (at + 1 == flows.size() || has_words(flows[at + 1])) &&
           std::count_if(flows.begin(), flows.end(), [&](const PrintFlow& other) {
               return say_the_same(other, flows[at]);
           }) == 1;
}

std::vector<Item> items_of_form(const PrintWords& form) {
    std::vector<Item> items;
    for (std::size_t i = 0; i < form.cells.size(); ++i) {
        if (!has_boxes(form.cells[i]))
            continue;
        Item item{nullptr, &form.cells[i], false};
        if (i > 0 && is_print_alone(form.cells[i - 1]))
            item.label = &form.cells[i - 1];
        item.has_twin =
            std::any_of(form.cells.begin(), form.cells.end(), [&](const PrintFlow& other) {
                return &other != item.options && say_the_same(other, *item.options);
            });
        items.push_back(item);
    }
    return items;
}

/// The item that a part of the form's words asks; none if nothing is ticked there.
const Item* item_of(const PrintFlow& flow, const std::vector<Item>& items) {
    const auto box = std::find_if(flow.begin(), flow.end(), is_box);
    if (box == flow.end())
        return nullptr;
    const auto item = std::find_if(items.begin(), items.end(), [&](const Item& other) {
        return std::any_of(other.options->begin(), other.options->end(),
                           [&](const PrintToken& token) { return token.spot == box->spot; });
    });
    return item == items.end() ? nullptr : &*item;
}

/// All that the form says, each once: the words between its boxes and places of writing.
std::vector<PrintFlow> sayings_of(const PrintWords& form) {
    std::vector<PrintFlow> sayings;
    const auto say = [&sayings](const PrintFlow& words) {
        if (!words.empty() && std::none_of(sayings.begin(), sayings.end(), [&](const auto& other) {
                return say_the_same(other, words);
            }))
            sayings.push_back(words);
    };
    for (const auto& cell : form.cells) {
        PrintFlow words;
        for (const auto& token : cell)
            if (token.kind == PrintToken::Kind::character) {
                words.push_back(token);
            } else {
                say(words);
                words.clear();
            }
        say(words);
    }
    return sayings;
}

std::vector<PrintedItem> before_first_square(const PrintedRegion& cell) {
    return {cell.items.begin(), std::find_if(cell.items.begin(), cell.items.end(),
                                             [](const PrintedItem& item) { return item.square; })};
}

/// Labels of the print's cells.
class Labels {
  public:
    Labels(const std::vector<PrintedRegion>& cells, const std::vector<Item>& items,
           const PrintWords& form, double px_per_mm)
        : cells_(cells), items_(items), sayings_(sayings_of(form)), px_per_mm_(px_per_mm) {}

    /// The item whose label stands next to a cell; nullptr if none was read, or two were.
    const Item* of(std::size_t cell) const {
        const PrintedRegion& own = cells_[cell];
        if (const Item* const item = labeled(before_first_square(own)))
            return item;
        const Item *left = nullptr, *above = nullptr;
        for (const PrintedRegion& other : cells_)
            if (!has_options(other)) {
                if (follows(own.box, other.box, px_per_mm_))
                    left = labeled(other.items);
                else if (is_above(other.box, own.box))
                    above = labeled(other.items);
            }
        if (left && above && left != above)
            return nullptr;
        if (left || above)
            return left ? left : above;
        // options that go on in a second cell have their label beside the first
        for (const PrintedRegion& other : cells_)
            if (follows(own.box, other.box, px_per_mm_) &&
                (has_options(other) || says_an_option(other)))
                return of(static_cast<std::size_t>(&other - cells_.data()));
        return nullptr;
    }

  private:
    /// The item of which this is clearly the label, and not anything else that the form says.
    const Item* labeled(const std::vector<PrintedItem>& read) const {
        const PrintFlow* best = nullptr;
        double most = 0, next = 0;
        for (const auto& words : sayings_) {
            const double fit = match_flow(words, read).agreement;
            if (fit > most) {
                next = most;
                most = fit;
                best = &words;
            } else {
                next = std::max(next, fit);
            }
        }
        if (most < label_read || most < next + clearly_more_alike)
            return nullptr;
        const auto item = std::find_if(items_.begin(), items_.end(), [best](const Item& one) {
            return one.label && say_the_same(*one.label, *best);
        });
        return item == items_.end() ? nullptr : &*item;
    }

    /// A label may have one square too, which is a misread 口.
    static bool has_options(const PrintedRegion& cell) {
        const auto squares = std::count_if(cell.items.begin(), cell.items.end(),
                                           [](const PrintedItem& item) { return item.square; });
        return squares > 1 ||
               (squares == 1 && (cell.items.front().square || cell.items.back().square));
    }

    /// Whether the words of an option were read, of which the box may be lost below its mark.
    bool says_an_option(const PrintedRegion& cell) const {
        return std::any_of(items_.begin(), items_.end(), [&cell](const Item& item) {
            const auto labels = option_labels(*item.options);
            return std::any_of(labels.begin(), labels.end(), [&cell](const PrintFlow& words) {
                return match_flow(words, cell.items).agreement >= option_read;
            });
        });
    }

    bool is_above(const cv::Rect& cell, const cv::Rect& below) const {
        const double edge = as_wide_mm * px_per_mm_;
        return std::abs(cell.x - below.x) <= edge && std::abs(cell.br().x - below.br().x) <= edge &&
               std::abs(cell.br().y - below.y) <= below_label_mm * px_per_mm_;
    }

    const std::vector<PrintedRegion>& cells_;
    const std::vector<Item>& items_;
    std::vector<PrintFlow> sayings_;
    double px_per_mm_;
};

/// Adds known cells of the print that are not matched yet.
class Additions {
  public:
    Additions(FormMatch& match, const std::vector<PrintedRegion>& cells)
        : match_(match), cells_(cells) {}

    bool is_found(std::size_t known) const {
        return std::any_of(match_.cells.begin(), match_.cells.end(),
                           [&](const CellMatch& cell) { return cell.known == known; });
    }

    bool is_free(std::size_t cell) const {
        return std::none_of(match_.cells.begin(), match_.cells.end(),
                            [&](const CellMatch& other) { return other.cell == cell; });
    }

    double fit(std::size_t known, std::size_t cell) const {
        return match_flow(match_.flows[known], cells_[cell].items).agreement;
    }

    /// Whether the words of no other known cell are clearly rather those of this one; a box alone
    /// may be anyone's.
    bool fits(std::size_t known, std::size_t cell) const {
        const FlowMatch words = match_flow(match_.flows[known], cells_[cell].items);
        if (share_read(match_.flows[known], cells_[cell].items, words) == 0)
            return false;
        const double own = words.agreement;
        for (std::size_t other = 0; other < match_.flows.size(); ++other)
            if (has_words(match_.flows[other]) && fit(other, cell) > own + clearly_more_alike)
                return false;
        return own >= least_options;
    }

    void take(std::size_t cell, std::size_t known) {
        PrintFlow& flow = match_.flows[known];
        flow = options_in_print_order(flow, cells_[cell].items);
        match_.cells.push_back({cell, known, match_flow(flow, cells_[cell].items)});
    }

  private:
    FormMatch& match_;
    const std::vector<PrintedRegion>& cells_;
};

/// The one free cell of which it is true; none of several.
template <class Is>
std::optional<std::size_t> only_cell(std::size_t cells, const Additions& additions, const Is& is) {
    std::optional<std::size_t> only;
    for (std::size_t cell = 0; cell < cells; ++cell)
        if (additions.is_free(cell) && is(cell)) {
            if (only)
                return std::nullopt;
            only = cell;
        }
    return only;
}

}  // namespace

void settle_options(FormMatch& match, const std::vector<PrintedRegion>& cells, double px_per_mm) {
    const std::vector<Item> items = items_of_form(*match.form);
    const Labels labels(cells, items, *match.form, px_per_mm);
    std::vector<const Item*> label_of;
    for (std::size_t cell = 0; cell < cells.size(); ++cell) label_of.push_back(labels.of(cell));
    std::erase_if(match.cells, [&](const CellMatch& cell) {
        const Item* const item = item_of(match.flows[cell.known], items);
        const Item* const label = label_of[cell.cell];
        return item && item->label && label != item && (label || item->has_twin);
    });
    Additions additions(match, cells);
    for (std::size_t known = 0; known < match.flows.size(); ++known) {
        const PrintFlow& flow = match.flows[known];
        if (additions.is_found(known) || !has_words(flow))
            continue;
        const Item* const item = item_of(flow, items);
        if (!item && !is_heading(match.flows, known))
            continue;
        const auto cell = only_cell(cells.size(), additions, [&](std::size_t at) {
            return item ? label_of[at] == item && additions.fits(known, at)
                        : additions.fit(known, at) >= heading_read;
        });
        if (cell)
            additions.take(*cell, known);
    }
    std::sort(match.cells.begin(), match.cells.end(),
              [](const auto& a, const auto& b) { return a.known < b.known; });
}

}  // namespace tanfang
