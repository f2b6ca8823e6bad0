/// Aligns the cells of a print with those that a form is known to have.
#pragma once

#include "pipeline/form/print_words.h"
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
    double agreement = 0;          ///< 0..1, mean over known cells that hold words
    std::size_t with_words = 0;    ///< how many of these there are
};

/// Both sides in reading order; either may have cells that the other lacks, as where a print runs
/// over two pages. Cells that the print has elsewhere, and options of a cell in another order, are
/// found by their words.
///
/// @param form  outlives the result
FormMatch match_form(const std::vector<PrintedRegion>& cells, const PrintWords& form);

/// Whether the words agree well enough, and enough of the form is there, to call the print this
/// form.
bool is_this_form(const FormMatch& match);

}  // namespace tanfang
