#include "pipeline/generate/form_base.h"

#include "pipeline/generate/base_pages.h"
#include "pipeline/generate/embed_font.h"

namespace tanfang {

using PoDoFo::PdfName;
using PoDoFo::PdfObject;

namespace {

bool is_type0_font(const PdfObject& object) {
    return object.IsDictionary() &&
           object.GetDictionary().GetKeyAsName("Subtype") == PdfName("Type0");
}

/// libharu 2.3.0 writes an invalid /ToUnicode, a /W of 64 K entries, a wrong /Ordering, a
/// descriptor without its measures, and does not follow nested composite glyphs; see embed_font().
void repair_fonts(PoDoFo::PdfVecObjects& objects, const std::set<char32_t> (&characters)[2],
                  const Fonts& fonts) {
    std::vector<PdfObject*> found;
    for (PdfObject* object : objects)
        if (is_type0_font(*object))
            found.push_back(object);
    for (PdfObject* font : found) {
        const std::string name = font->GetDictionary().GetKeyAsName("BaseFont").GetName();
        for (const Face face : {Face::title, Face::body})
            if (name.ends_with(fonts[face].postscript_name()))
                embed_font(*font, fonts[face], characters[static_cast<int>(face)], Codes::utf16);
    }
}

}  // namespace

FormBase make_form_base(const FormTemplate& form, const Fonts& fonts) {
    return podofo_call("PDF", [&] {
        const BasePages drawn = draw_base_pages(form, fonts);
        PoDoFo::PdfMemDocument document;
        document.LoadFromBuffer(drawn.pdf.data(), static_cast<long>(drawn.pdf.size()));
        repair_fonts(document.GetObjects(), drawn.characters, fonts);
        PoDoFo::PdfRefCountedBuffer buffer;
        PoDoFo::PdfOutputDevice device(&buffer);
        document.Write(&device);
        return FormBase{{buffer.GetBuffer(), static_cast<std::size_t>(device.GetLength())}};
    });
}

}  // namespace tanfang
