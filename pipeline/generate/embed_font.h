/// Embeds the used characters of a font in a PDF, as a Type0 font that every reader and PDF/A
/// accept.
#pragma once

#include "pipeline/external/harfbuzz.h"
#include "pipeline/external/podofo.h"

#include <cstdint>
#include <map>
#include <set>

namespace tanfang {

/// What the two-byte codes in the page's text mean.
enum class Codes {
    glyph_numbers,  ///< of the embedded subset: any character of Unicode
    utf16,          ///< as libharu writes them: only characters below U+10000
};

/// Turns `font` into a Type0 font with encoding Identity-H, a compact /W, /ToUnicode by bfchar, a
/// full descriptor and a /CIDSet (ISO 32000-1, 9.7; ISO 19005-1, 6.3). Whatever it was before is
/// dropped, its parts are removed from the file.
///
/// @param characters  those that the face lacks are left out
/// @return the code of each character
std::map<char32_t, std::uint16_t> embed_font(PoDoFo::PdfObject& font, const FontFace& face,
                                             const std::set<char32_t>& characters, Codes codes);

}  // namespace tanfang
