/// Aligns the cells of a print with those that a form is known to have.
#pragma once

#include "pipeline/form/print_words.h"
#include "pipeline/page/box_side.h"
#include "pipeline/page/flow_match.h"
#include "pipeline/page/printed_items.h"

#include <vector>

namespace tanfang {

/// A cell of the print that is a known one.
struct CellMatch {
    std::size_t cell = 0;   ///< of the print
    std::size_t known = 0;  ///< of the match's flows
    FlowMatch words;
};

struct FormMatch {
    const PrintWords* form = nullptr;
    std::vector<PrintFlow> flows;  ///< the form's cells in this print's order and division
    std::vector<CellMatch> cells;  ///< in reading order
    std::vector<bool> labels;      ///< per cell of the print: it says what the form has before a
                                   ///< place of writing, be it matched or not
    bool is_end = false;           ///< all of the form's last cells are there, well read, and
                                   ///< nothing else
    double agreement = 0;          ///< 0..1, mean over known cells that hold words
    double share = 0;              ///< 0..1, of the form's signs those that agree
};

/// Both sides in reading order; either may have cells that the other lacks, as where a print runs
/// over two pages. Cells that the print has elsewhere, and options of a cell in another order, are
/// found by their words.
///
/// @param form  outlives the result
FormMatch match_form(const std::vector<PrintedRegion>& cells, const PrintWords& form);

/// The match of the form that agrees best, of those that the print may be called.
///
/// @return  without a form if it is none of them
FormMatch match_best_form(const std::vector<PrintedRegion>& cells,
                          const std::vector<PrintWords>& forms);

/// Where the print has its boxes, by the cells in which the form has some.
BoxSide side_of_boxes(const FormMatch& match, const std::vector<PrintedRegion>& cells);

/// Whether a cell of the print says the words of a label: nobody writes there.
bool is_label_cell(const FormMatch& match, std::size_t cell);

/// Whether the words agree well enough, and enough of the form's words is there, to call the print
/// this form. What is there is counted in signs: a page may end with few cells that say much, and
/// many cells of two signs (a name, a date) stand in any form. A page that shows the end of the
/// form, well read, and nothing else, may be shorter.
bool is_this_form(const FormMatch& match);

}  // namespace tanfang
