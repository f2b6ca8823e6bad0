#include "pipeline/generate/typing_font.h"

#include "pipeline/generate/embed_font.h"

namespace tanfang {

using PoDoFo::PdfDictionary;
using PoDoFo::PdfName;
using PoDoFo::PdfObject;

PdfDictionary typing_resources(PoDoFo::PdfVecObjects& objects, const Fonts& fonts) {
    PdfDictionary names;
    const auto standard_font = [&](const char* resource, const char* base, bool latin) {
        PdfObject& font = *objects.CreateObject("Font");
        font.GetDictionary().AddKey("Subtype", PdfName("Type1"));
        font.GetDictionary().AddKey("BaseFont", PdfName(base));
        if (latin)
            font.GetDictionary().AddKey("Encoding", PdfName("WinAnsiEncoding"));
        names.AddKey(resource, font.Reference());
    };
    standard_font("Helv", "Helvetica", true);
    standard_font("ZaDb", "ZapfDingbats", false);
    PdfObject& typing = *objects.CreateObject("Font");
    embed_font(typing, fonts[Face::body], fonts.typing(), Codes::glyph_numbers);
    names.AddKey(typing_font_name, typing.Reference());
    PdfDictionary resources;
    resources.AddKey("Font", names);
    return resources;
}

}  // namespace tanfang
