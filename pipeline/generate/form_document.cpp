#include "pipeline/generate/form_document.h"

#include "pipeline/generate/base_pages.h"
#include "pipeline/generate/embed_font.h"
#include "pipeline/generate/pdf_a.h"
#include "pipeline/generate/pdf_values.h"

namespace tanfang {

using PoDoFo::PdfArray;
using PoDoFo::PdfDictionary;
using PoDoFo::PdfName;
using PoDoFo::PdfObject;

namespace {

/// The object behind a key, made indirect if it is not, so that many pages can share it.
PdfObject& shared(PdfObject& holder, const char* key) {
    PdfObject* value = holder.GetIndirectKey(key);
    if (value && holder.GetDictionary().GetKey(key)->IsReference())
        return *value;
    PdfObject& object =
        *holder.GetOwner()->CreateObject(value ? PoDoFo::PdfVariant(*value) : PdfDictionary());
    holder.GetDictionary().AddKey(key, object.Reference());
    return object;
}

bool is_type0_font(const PdfObject& object) {
    return object.IsDictionary() &&
           object.GetDictionary().GetKeyAsName("Subtype") == PdfName("Type0");
}

}  // namespace

FormDocument::FormDocument(const FormTemplate& form, const Fonts& fonts) {
    const BasePages base = draw_base_pages(form, fonts);
    document_.LoadFromBuffer(base.pdf.data(), static_cast<long>(base.pdf.size()));
    repair_fonts(base.characters, fonts);
    media_box_ = numbers({0, 0, form.page_width * points_per_mm, form.page_height * points_per_mm});
    take_base_pages();
    set_viewer_preferences(form);
}

/// libharu 2.3.0 writes an invalid /ToUnicode, a /W of 64 K entries, a wrong /Ordering, a
/// descriptor without its measures, and does not follow nested composite glyphs; see embed_font().
void FormDocument::repair_fonts(const std::set<char32_t> (&characters)[2], const Fonts& fonts) {
    std::vector<PdfObject*> found;
    for (PdfObject* object : objects())
        if (is_type0_font(*object))
            found.push_back(object);
    for (PdfObject* font : found) {
        const std::string name = font->GetDictionary().GetKeyAsName("BaseFont").GetName();
        for (const Face face : {Face::title, Face::body})
            if (name.ends_with(fonts[face].postscript_name()))
                embed_font(*font, fonts[face], characters[static_cast<int>(face)], Codes::utf16);
    }
}

/// Takes content and resources of the pages that libharu drew and removes the pages themselves.
void FormDocument::take_base_pages() {
    PdfObject* tree = document_.GetCatalog()->GetIndirectKey("Pages");
    page_tree_ = tree->Reference();
    const PdfArray kids = tree->GetIndirectKey("Kids")->GetArray();
    for (const auto& kid : kids) {
        PdfObject* page = objects().GetObject(kid.GetReference());
        base_.push_back({shared(*page, "Contents").Reference(), &shared(*page, "Resources")});
        delete objects().RemoveObject(page->Reference());
    }
}

void FormDocument::set_viewer_preferences(const FormTemplate& form) {
    PdfDictionary preferences;
    preferences.AddKey("DisplayDocTitle", PdfObject(true));
    preferences.AddKey("PrintScaling",
                       PdfName("None"));  // the reader's millimetres are the printer's
    preferences.AddKey("Duplex", PdfName(form.duplex ? "DuplexFlipLongEdge" : "Simplex"));
    catalog().AddKey("ViewerPreferences", preferences);
    catalog().AddKey("Lang", PoDoFo::PdfString("zh-CN"));
    PdfDictionary& info = document_.GetInfo()->GetObject()->GetDictionary();
    info.Clear();
    info.AddKey("Title", pdf_text(form.title));
    info.AddKey("Creator", PoDoFo::PdfString("Tanfang"));
    info.AddKey("Producer", PoDoFo::PdfString("Tanfang (libharu, PoDoFo)"));
}

void FormDocument::add_fonts(const PdfDictionary& fonts) {
    for (const auto& base : base_) {
        PdfDictionary& known = shared(*base.resources, "Font").GetDictionary();
        for (const auto& [name, font] : fonts.GetKeys()) known.AddKey(name, *font);
    }
}

PdfObject& FormDocument::add_page(int form_page, const std::string& operators) {
    const BasePage& base = base_.at(static_cast<std::size_t>(form_page));
    PdfObject& page = *objects().CreateObject("Page");
    PdfArray contents;
    contents.push_back(base.contents);
    if (!operators.empty())
        contents.push_back(stream_object(page, operators).Reference());
    PdfDictionary& d = page.GetDictionary();
    d.AddKey("Parent", page_tree_);
    d.AddKey("MediaBox", media_box_);
    d.AddKey("Resources", base.resources->Reference());
    d.AddKey("Contents", contents);
    pages_.push_back(page.Reference());
    return page;
}

void FormDocument::make_archival() {
    archival_ = true;
    declare_pdf_a(objects(), catalog(), document_.GetInfo()->GetObject()->GetDictionary());
}

std::string FormDocument::bytes() {
    PdfDictionary& tree = objects().GetObject(page_tree_)->GetDictionary();
    tree.AddKey("Kids", pages_);
    tree.AddKey("Count", integer(static_cast<long>(pages_.size())));
    // PDF/A-1 is PDF 1.4, whose readers skip /PrintScaling and /Duplex; 1.7 is the first with both.
    document_.SetPdfVersion(archival_ ? PoDoFo::ePdfVersion_1_4 : PoDoFo::ePdfVersion_1_7);
    document_.SetWriteMode(PoDoFo::ePdfWriteMode_Clean);
    PoDoFo::PdfRefCountedBuffer buffer;
    PoDoFo::PdfOutputDevice device(&buffer);
    document_.Write(&device);
    return {buffer.GetBuffer(), static_cast<std::size_t>(device.GetLength())};
}

}  // namespace tanfang
