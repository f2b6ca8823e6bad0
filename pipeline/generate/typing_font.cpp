#include "pipeline/generate/typing_font.h"

namespace tanfang {

using PoDoFo::PdfDictionary;
using PoDoFo::PdfName;
using PoDoFo::PdfObject;

namespace {

/// What dates, numbers and codes are written with, besides ASCII.
constexpr std::u32string_view chinese_of_numbers = U"年月日时分岁号元、，。；：（）“”·—　";

std::u32string ascii() {
    std::u32string out;
    for (char32_t c = U' '; c <= U'~'; ++c) out += c;
    return out;
}

}  // namespace

void need_typing(DocumentFonts& fonts, Typing typing) {
    fonts.need(ascii(), Face::body);
    fonts.need(chinese_of_numbers, Face::body);
    if (typing != Typing::everything)
        return;
    const auto& all = fonts.fonts().typing();
    fonts.need(std::u32string(all.begin(), all.end()), Face::body);
}

PdfDictionary typing_resources(PoDoFo::PdfVecObjects& objects, const DocumentFonts& fonts) {
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
    names.AddKey(typing_font_name, fonts.font(Face::body));
    PdfDictionary resources;
    resources.AddKey("Font", names);
    return resources;
}

}  // namespace tanfang
