/// The fonts of one PDF document: first every text says what it needs, then the subsets are made,
/// then texts are written with their codes.
#pragma once

#include "pipeline/external/podofo.h"
#include "pipeline/generate/fonts.h"

#include <array>
#include <map>
#include <set>
#include <string>

namespace tanfang {

class DocumentFonts {
  public:
    explicit DocumentFonts(const Fonts& fonts) : fonts_(&fonts) {}

    const Fonts& fonts() const { return *fonts_; }

    /// Notes the characters of a text that will be written, on one line or several.
    /// @throws Error  Fault::missing_glyph as Fonts::runs()
    void need(std::u32string_view text, Face preferred);

    /// Embeds what is needed, once; afterwards need() has no effect.
    void embed(PoDoFo::PdfVecObjects& objects);

    /// The font that draws a face; after embed(), of a face that was needed.
    PoDoFo::PdfReference font(Face face) const {
        return used_[static_cast<std::size_t>(face)].font;
    }

    /// The operators that show a run at a size: "/V1 10.5 Tf <00030004> Tj ".
    /// @throws Error  Fault::bad_settings for a character that was not needed before embed()
    std::string show(const TextRun& run, double size_pt) const;

    /// Resource names and fonts, for a page or an appearance stream; only faces that are in use.
    PoDoFo::PdfDictionary resources() const;

  private:
    struct Used {
        std::set<char32_t> characters;
        std::map<char32_t, std::uint16_t> code_of;
        PoDoFo::PdfReference font;
    };
    const Fonts* fonts_;
    std::array<Used, all_faces.size()> used_;
};

}  // namespace tanfang
