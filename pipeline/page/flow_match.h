/// Finds the words that are known to stand in a place among those that were read there.
#pragma once

#include "pipeline/form/print_words.h"
#include "pipeline/page/printed_items.h"

#include <vector>

namespace tanfang {

struct FlowMatch {
    std::vector<int>
        item_of;  ///< per token of the flow: its item, -1 if it was not found; gaps have none
    double agreement =
        0;            ///< 0..1, share of tokens and items that fit each other; 1 if both are empty
    double cost = 0;  ///< what does not fit: a misread character costs 0.9, one left out 0.7
};

/// A flow's first place of writing; its end if it has none.
PrintFlow::const_iterator first_gap(const PrintFlow& flow);

/// Whether all of a flow is print: nothing is ticked or written there. True of an empty one.
bool is_print_alone(const PrintFlow& flow);

/// Whether a flow has words and places of writing, and no boxes.
bool has_places_of_writing(const PrintFlow& flow);

/// The share of a flow's characters that were read as they should be, 0..1; 1 if it has none.
double share_read(const PrintFlow& flow, const std::vector<PrintedItem>& items,
                  const FlowMatch& match);

/// The alignment of least cost (dynamic programming over insertions, losses and misread
/// characters), in which squares go to boxes. Of equal ones the one whose words are least torn. A
/// misread character still counts as found where its neighbors are.
///
/// @see Needleman & Wunsch, Journal of Molecular Biology 48 (1970)
FlowMatch match_flow(const PrintFlow& flow, const std::vector<PrintedItem>& items);

/// Whether any word next to a gap stands in the region, before it or after it; true if there is
/// none to stand there. Else what stands farther away is another gap's, and its blank would be
/// taken twice.
bool stands_here(const PrintFlow& flow, const FlowMatch& match, std::size_t gap);

/// How many tokens of a cell there are up to the last one that stands in it: where the rest of its
/// words stand elsewhere, so do their gaps.
std::size_t end_of_what_is_here(const PrintFlow& flow, const FlowMatch& match);

/// Whether a character can be what is printed instead of a box by a computer that lacks the font of
/// its symbol: an opening bracket, which readers of print take for any other.
bool may_be_lost_box(char32_t character);

}  // namespace tanfang
