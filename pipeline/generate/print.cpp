#include "pipeline/generate/print.h"

#include "pipeline/base/text.h"
#include "pipeline/external/qrencode.h"
#include "pipeline/form/sheet_code.h"
#include "pipeline/generate/content.h"
#include "pipeline/generate/form_document.h"

namespace tanfang {

namespace {

std::u32string copy_label(const Copy& copy) {
    return code_points(copy.label + "　" + copy.holder + "存档").value_or(U"");
}

/// Everything that codes and labels can hold.
void need_sheet_characters(DocumentFonts& fonts, const FormTemplate& form) {
    for (const auto& page : form.pages) {
        fonts.need(U"/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", face_of(page.code_text.font));
        for (const auto& copy : form.copies)
            fonts.need(copy_label(copy), face_of(page.copy_label.font));
    }
}

void write_as(Content& content, const PrintedText& as, std::u32string_view text,
              const Fonts& fonts) {
    const Face face = face_of(as.font);
    content.write(text, face, as.size_pt,
                  baseline_start(as.at, as.align, as.size_pt, fonts.width(text, face)));
}

/// QR, readable code and label: what makes a base page this copy of this set.
void identify(Content& content, const FormTemplate& form, const SheetCode& code,
              const Fonts& fonts) {
    const FormPage& page = form.pages[static_cast<std::size_t>(code.page - 1)];
    const std::string text = encode(code);
    content.fill(dark_bars(qr_modules(text), page.qr));
    write_as(content, page.code_text, std::u32string(text.begin(), text.end()), fonts);
    write_as(content, page.copy_label,
             copy_label(form.copies[static_cast<std::size_t>(code.copy - 1)]), fonts);
}

}  // namespace

Print print_sets(const FormTemplate& form, const Fonts& fonts, const std::vector<PrintedSet>& sets,
                 int copies) {
    return podofo_call("PDF", [&] {
        FormDocument document(form, fonts);
        DocumentFonts document_fonts(fonts);
        need_sheet_characters(document_fonts, form);
        document_fonts.embed(document.objects());
        document.add_fonts(document_fonts.resources());
        Print out;
        for (const auto& set : sets)
            for (int copy = 1; copy <= copies; ++copy)
                for (int page = 0; page < static_cast<int>(form.pages.size()); ++page) {
                    Content content(PaperToPdf(form), document_fonts);
                    identify(content, form, {form.code, form.version, set.serial, copy, page + 1},
                             fonts);
                    document.add_page(page, content.operators());
                    out.pages.push_back({set.serial, copy, page, set.person});
                }
        out.pdf = document.bytes();
        return out;
    });
}

std::string print_reference(const FormTemplate& form, const Fonts& fonts) {
    return podofo_call("PDF", [&] {
        FormDocument document(form, fonts);
        for (int page = 0; page < static_cast<int>(form.pages.size()); ++page)
            document.add_page(page, "");
        return document.bytes();
    });
}

}  // namespace tanfang
