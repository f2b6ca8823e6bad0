/// The end of a form where a print has it below the table or in its last cell: signatures and their
/// date in lines that no cell of their own bounds.
///
/// in:  known words that were not found in their own place
/// out: FootWords
#pragma once

#include "pipeline/page/head_words.h"

#include <vector>

namespace tanfang {

/// Parts the words of the last matched cell that do not stand in it, from a gap on, as the date of
/// a signature, from those that do: they may stand below the table.
void leave_tail_to_foot(FormMatch& match);

/// Whether the foot shows the label that the head has before its gap, every sign of it.
bool shows_heads_label(const PrintFlow& head, const PrintedRegion& below);

/// What may stand below the table: known cells behind the last one that was matched, with gaps and
/// without boxes, and last the end of what the form says above its table, from its first gap on.
///
/// @param above  empty if its gaps were found
std::vector<PrintFlow> parts_for_foot(const PrintFlow& above, const FormMatch& match);

/// Where fewer dates stand in the foot than are sought: keeps the head's alone if its label is
/// there, else none, for nobody knows whose it is. Where that label is there, the head's date has
/// it before its first place.
///
/// @param parts  parts_for_foot(head, ...)
void settle_dates(std::vector<PrintFlow>& parts, const PrintFlow& head, const PrintedRegion& below);

struct FootWords {
    PrintFlow flow;  ///< of the parts that stand there, one after another; may be empty
    FlowMatch words;
};

/// @param below  the page below the table
FootWords words_in_foot(std::vector<PrintFlow> parts, const PrintedRegion& below);

/// Joins what stands at the end of the last cell that was matched to its words, if these end with a
/// place of writing.
///
/// @param above  what is sought of the words above the table; emptied if its gaps are there
void join_foot(FormMatch& match, const std::vector<PrintedRegion>& cells, PrintFlow& above);

}  // namespace tanfang
