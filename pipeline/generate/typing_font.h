/// The font with which people type into a form on screen.
#pragma once

#include "pipeline/external/podofo.h"
#include "pipeline/generate/fonts.h"

#include <set>

namespace tanfang {

/// The characters that the font of a fillable PDF offers: ASCII, all of GB 2312 (6763 Chinese
/// characters and punctuation) and rare characters of names. Adds about 2 MB to the file; all of
/// GBK would add 8 MB.
/// @throws Error  Fault::missing_font if the system has no conversion from GB 2312
std::set<char32_t> typing_characters();

/// Resource name of the font. PDFium (Chrome, Edge) draws Chinese typed into a field with the
/// embedded font only if the font's resource name is one that it takes for independent of character
/// sets.
inline constexpr const char* typing_font_name = "Wingdings";

/// The /DR dictionary of a form: the typing font, and the two that viewers expect to find.
PoDoFo::PdfDictionary typing_resources(PoDoFo::PdfVecObjects& objects, const Fonts& fonts);

}  // namespace tanfang
