/// The drawing operators of one page or appearance stream.
#pragma once

#include "pipeline/generate/document_fonts.h"
#include "pipeline/generate/paper.h"

#include <string>
#include <vector>

namespace tanfang {

class Content {
  public:
    Content(const PaperToPdf& paper, const DocumentFonts& fonts) : paper_(paper), fonts_(fonts) {}

    /// Fills boxes in black, as one shape: no hairlines between neighbors.
    void fill(const std::vector<Box<Mm>>& boxes);

    /// Writes a line of text in black.
    /// @param start  left end of the baseline
    void write(std::u32string_view text, Face preferred, double size_pt, Point<Mm> start);

    /// Writes a value into its spot, laid out by lay_out().
    /// @throws Error  Fault::bad_settings, naming the spot, if it does not fit; people's values are
    ///                checked before (people.h)
    void write_value(const std::u32string& text, const Spot& spot, bool several_lines);

    /// Draws the tick of a marked checkbox, inside its box.
    void tick(const Box<Mm>& box);

    const std::string& operators() const { return operators_; }

  private:
    PaperToPdf paper_;
    const DocumentFonts& fonts_;
    std::string operators_;
};

}  // namespace tanfang
