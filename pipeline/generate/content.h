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

    /// Draws a square symbol in black, as one shape: no hairlines between neighbors. Its numbers
    /// are whole modules, which makes it a third of the size of bars in millimetres.
    ///
    /// @param modules  rows from the top, all of equal length; true is dark
    /// @param square   the whole symbol, without a quiet zone
    void fill_modules(const std::vector<std::vector<bool>>& modules, const Box<Mm>& square);

    /// Writes a line of text in black.
    /// @param start  left end of the baseline
    void write(std::u32string_view text, Face preferred, double size_pt, Point<Mm> start);

    /// Writes a line of text in the place, size and font of a printed text.
    void write_as(const PrintedText& as, std::u32string_view text);

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
