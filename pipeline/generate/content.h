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

    /// Writes a short remark in the middle of a box, smaller if need be. It may be small: that it
    /// is there must be seen, what it says is known.
    void write_centered(std::u32string_view text, const Box<Mm>& box, double size_pt);

    /// Writes a line that runs upward.
    ///
    /// @param start    lower end, middle of the line
    /// @param room     mm; the line shrinks to fit, but not below `smallest_pt`
    void write_upward(std::u32string_view text, Point<Mm> start, double room, double size_pt,
                      double smallest_pt);

    /// Shows an image XObject of the page's resources in a box, which it fills.
    void show_picture(const std::string& name, const Box<Mm>& box);

    /// Draws the tick of a marked checkbox, inside its box.
    void tick(const Box<Mm>& box);

    const std::string& operators() const { return operators_; }

  private:
    std::string shown(std::u32string_view text, Face preferred, double size_pt) const;

    PaperToPdf paper_;
    const DocumentFonts& fonts_;
    std::string operators_;
};

}  // namespace tanfang
