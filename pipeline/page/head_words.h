/// The head of a form where a print has it elsewhere: the date in a cell of the table instead of
/// above it, or the first cell's words above the table.
///
/// in:  words that were not found in their own place
/// out: HeadPlace
#pragma once

#include "pipeline/page/form_match.h"

#include <optional>
#include <vector>

namespace tanfang {

struct HeadPlace {
    const PrintedRegion* region = nullptr;
    PrintFlow flow;  ///< the known words that stand there
    FlowMatch words;
};

/// Whether the words next to each gap of a flow were read, and as they should be; but for a colon.
bool has_words_at_gaps(const PrintFlow& flow, const std::vector<PrintedItem>& items,
                       const FlowMatch& match);

/// Whether the word behind one of a flow's gaps was read as it should be.
bool has_a_word_at_gaps(const PrintFlow& flow, const std::vector<PrintedItem>& items,
                        const FlowMatch& match);

/// Whether most of a flow's words were read as they should be, all of those next to its gaps, and
/// both sides of each gap in one line.
bool stands_in_lines(const PrintFlow& flow, const std::vector<PrintedItem>& items,
                     const FlowMatch& match);

/// Whether a cell of the form has a place of writing before the same word as the head has: any may
/// be labelled 日期.
bool has_another_date(const FormMatch& match, const PrintFlow& above);

/// Takes the cells out of the match that show the label of the head's date, in them or left of
/// them, and were matched with another date of the form: dates read alike.
void leave_heads_date(FormMatch& match, const PrintFlow& above,
                      const std::vector<PrintedRegion>& cells, double px_per_mm);

/// Calls the cells labels that say the label of the head's date: nobody writes there.
void mark_heads_label(FormMatch& match, const PrintFlow& above,
                      const std::vector<PrintedRegion>& cells);

/// The end of what a form says above its table, from before its first gap on, in a cell that no
/// known one is matched with; its label may have a cell of its own left of it or above, or another
/// name (探访日期) if the form has no other date.
///
/// @param cells  outlive the result
std::optional<HeadPlace> head_in_cell(const PrintFlow& above,
                                      const std::vector<PrintedRegion>& cells,
                                      const FormMatch& match, double px_per_mm);

/// Joins the end of the head, from its first gap on, to the words of a known cell behind or before
/// which the print has it. Not where another cell of the form has a date.
///
/// @return  whether it stands there
bool join_head(FormMatch& match, const std::vector<PrintedRegion>& cells, const PrintFlow& above);

/// The words of a known cell, one with gaps and without boxes, in lines above the table or below.
///
/// @param above  outlives the result
std::optional<HeadPlace> cell_in_head(const PrintFlow& cell, const PrintedRegion& above);

}  // namespace tanfang
