#include "pipeline/generate/form_document.h"

#include "pipeline/generate/pdf_a.h"
#include "pipeline/generate/pdf_values.h"

namespace tanfang {

using PoDoFo::PdfArray;
using PoDoFo::PdfDictionary;
using PoDoFo::PdfName;
using PoDoFo::PdfObject;
using PoDoFo::PdfReference;

namespace {

/// Pages in a branch of the page tree. PDF 1.4 allows 8191 members in an array (its appendix C), so
/// the tree holds 4 million pages.
constexpr std::size_t pages_in_branch = 500;

/// PDF/A-1 is PDF 1.4, whose readers skip /PrintScaling and /Duplex; 1.7 is the first with both.
PoDoFo::EPdfVersion version_of(DocumentKind kind) {
    return kind == DocumentKind::archival ? PoDoFo::ePdfVersion_1_4 : PoDoFo::ePdfVersion_1_7;
}

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

}  // namespace

FormDocument::FormDocument(const FormTemplate& form, const FormBase& base, DocumentKind kind,
                           std::ostream& out)
    : output_(document_, out, version_of(kind)) {
    document_.LoadFromBuffer(base.pdf.data(), static_cast<long>(base.pdf.size()));
    media_box_ = numbers({0, 0, form.page_width * points_per_mm, form.page_height * points_per_mm});
    take_base_pages();
    set_properties(form);
    if (kind == DocumentKind::archival)
        declare_pdf_a(objects(), catalog(), document_.GetInfo()->GetObject()->GetDictionary());
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

void FormDocument::set_properties(const FormTemplate& form) {
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
    fonts_ = fonts;
    for (const auto& base : base_) {
        PdfDictionary& known = shared(*base.resources, "Font").GetDictionary();
        for (const auto& [name, font] : fonts.GetKeys()) known.AddKey(name, *font);
    }
}

PdfReference FormDocument::write(PdfObject& object) {
    const PdfReference reference = object.Reference();
    output_.write(object);
    return reference;
}

PdfReference FormDocument::add_stream(const std::string& bytes) {
    return write(stream_object(*document_.GetCatalog(), bytes));
}

PdfObject& FormDocument::new_page(const PdfObject& resources) {
    if (!branch_)
        branch_ = objects().CreateObject("Pages");
    PdfObject& page = *objects().CreateObject("Page");
    PdfDictionary& d = page.GetDictionary();
    d.AddKey("Parent", branch_->Reference());
    d.AddKey("MediaBox", media_box_);
    d.AddKey("Resources", resources.Reference());
    leaves_.push_back(page.Reference());
    ++page_count_;
    if (leaves_.size() == pages_in_branch)
        close_branch();
    return page;
}

void FormDocument::close_branch() {
    if (!branch_)
        return;
    PdfDictionary& d = branch_->GetDictionary();
    d.AddKey("Parent", page_tree_);
    d.AddKey("Kids", leaves_);
    d.AddKey("Count", integer(static_cast<long>(leaves_.size())));
    branches_.push_back(write(*branch_));
    branch_ = nullptr;
    leaves_.Clear();
}

PdfObject& FormDocument::add_page(int form_page, const std::vector<PdfReference>& drawn) {
    const BasePage& base = base_.at(static_cast<std::size_t>(form_page));
    PdfObject& page = new_page(*base.resources);
    PdfArray contents;
    contents.push_back(base.contents);
    for (const auto& stream : drawn) contents.push_back(stream);
    page.GetDictionary().AddKey("Contents", contents);
    return page;
}

PdfObject& FormDocument::add_plain_page(const std::vector<PdfReference>& drawn,
                                        const PdfDictionary& pictures) {
    if (!plain_resources_) {
        plain_resources_ = objects().CreateObject();
        plain_resources_->GetDictionary().AddKey("Font", fonts_);
    }
    PdfObject& page = new_page(*plain_resources_);
    PdfArray contents;
    for (const auto& stream : drawn) contents.push_back(stream);
    page.GetDictionary().AddKey("Contents", contents);
    if (!pictures.GetKeys().empty()) {
        PdfDictionary resources = plain_resources_->GetDictionary();
        resources.AddKey("XObject", pictures);
        page.GetDictionary().AddKey("Resources", resources);
    }
    return page;
}

void FormDocument::finish_page(PdfObject& page) {
    output_.write(page);
}

void FormDocument::finish() {
    close_branch();
    PdfDictionary& tree = objects().GetObject(page_tree_)->GetDictionary();
    tree.AddKey("Kids", branches_);
    tree.AddKey("Count", integer(page_count_));
    output_.finish();
}

}  // namespace tanfang
