/// What is printed on the known forms whoever sets them: words, boxes and places of writing in
/// reading order, without any geometry.
///
/// in:  templates/print_words.json
/// out: PrintWords per form
#pragma once

#include "pipeline/base/json.h"

#include <string>
#include <vector>

namespace tanfang {

/// One thing in a line of print.
struct PrintToken {
    enum class Kind {
        character,
        box,  ///< a printed square to tick
        gap,  ///< a place of writing: nothing is printed there
    };
    Kind kind = Kind::character;
    char32_t character = 0;  ///< of a character, half-width where it has such a twin
    std::string spot;        ///< of a box or a gap
};

/// What stands in one cell of the table, or above it. Blanks are left out.
using PrintFlow = std::vector<PrintToken>;

struct PrintWords {
    std::string form;                   ///< "visit"
    PrintFlow above;                    ///< title and date, above the table
    std::vector<PrintFlow> cells;       ///< of the table, by their top, then from left to right
    std::vector<std::size_t> sections;  ///< the first cell of each: a print may have them in
                                        ///< another order
};

/// Characters of a text as they are compared: half-width, without blanks.
std::u32string printed_characters(const std::string& utf8);

/// @throws Error  Fault::bad_template if the JSON has another shape or a bracket is left open
std::vector<PrintWords> parse_print_words(const Json& json);

}  // namespace tanfang
