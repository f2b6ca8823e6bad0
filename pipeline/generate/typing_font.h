/// The font with which people type into a form on screen.
#pragma once

#include "pipeline/external/podofo.h"
#include "pipeline/generate/fonts.h"

namespace tanfang {

/// Resource name of the font. PDFium (Chrome, Edge) draws Chinese typed into a field with the
/// embedded font only if the font's resource name is one that it takes for independent of character
/// sets.
inline constexpr const char* typing_font_name = "Wingdings";

/// The /DR dictionary of a form: the typing font with all characters of Fonts::typing(), which adds
/// 2.6 MB to the file (all of GBK would add 8 MB), and the two that viewers expect to find.
PoDoFo::PdfDictionary typing_resources(PoDoFo::PdfVecObjects& objects, const Fonts& fonts);

}  // namespace tanfang
