/// The only door to HarfBuzz: which characters a font has, how wide they are, and small cuts of it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

namespace tanfang {

/// A TrueType file with only some characters of a font.
struct FontSubset {
    std::string file;                         ///< bytes
    std::map<char32_t, std::uint16_t> glyph;  ///< glyph numbers in the new file
    int glyph_count = 0;                      ///< components of the characters included
};

enum class SubsetUse {
    drawing,    ///< with the tables by which a library finds characters and names
    embedding,  ///< only what a PDF reader needs: outlines and widths
};

/// What a PDF font descriptor asks for, in thousandths of the em.
struct FontMetrics {
    double ascent = 0;
    double descent = 0;  ///< negative
    double cap_height = 0;
    double box[4] = {};  ///< left, bottom, right, top of all glyphs
};

/// One face of a font file. Not for use by several threads at once.
class FontFace {
  public:
    /// @param file   .ttf or .ttc with glyf outlines
    /// @param index  face in a .ttc; 0 for a .ttf
    /// @throws Error  Fault::missing_font, naming the file, if there is none or it is no such font
    FontFace(const std::filesystem::path& file, unsigned index);
    ~FontFace();
    FontFace(FontFace&&) noexcept;
    FontFace& operator=(FontFace&&) noexcept;

    /// Can the character be drawn? False also for characters whose glyph is an empty outline (other
    /// than blanks), which some fonts have.
    bool has(char32_t character) const;

    /// Width in em; that of .notdef if the font lacks the character.
    double advance(char32_t character) const;

    FontMetrics metrics() const;
    const std::string& postscript_name() const;  ///< letters, digits and hyphens only

    /// @param characters  those that the font lacks are left out
    /// @throws Error  Fault::missing_font if the font cannot be cut
    FontSubset subset(const std::set<char32_t>& characters, SubsetUse use) const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace tanfang
