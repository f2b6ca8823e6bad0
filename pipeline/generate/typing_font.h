/// The font with which people type into a form on screen.
#pragma once

#include "pipeline/generate/document_fonts.h"

namespace tanfang {

/// Resource name of the font. PDFium (Chrome, Edge) draws Chinese typed into a field with the
/// embedded font only if the font's resource name is one that it takes for independent of character
/// sets.
inline constexpr const char* typing_font_name = "Wingdings";

/// What can be typed and seen, besides the characters of the values that are filled in already.
enum class Typing {
    digits_and_latin,  ///< ASCII, Chinese punctuation, 年月日: 11 KB
    everything,        ///< Fonts::typing(): 2.6 MB (all of GBK would be 8 MB)
};

/// Notes the characters for typing. People type with the body font of the document: what it shows
/// of values that are filled in, it shows of what is typed too.
/// @throws Error  Fault::missing_glyph
void need_typing(DocumentFonts& fonts, Typing typing);

/// The /DR dictionary of a form: the body font for typing and the two that viewers expect to find.
/// @param fonts  embedded, after need_typing()
PoDoFo::PdfDictionary typing_resources(PoDoFo::PdfVecObjects& objects, const DocumentFonts& fonts);

}  // namespace tanfang
