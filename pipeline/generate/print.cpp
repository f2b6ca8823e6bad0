#include "pipeline/generate/print.h"

#include "pipeline/base/text.h"
#include "pipeline/external/qrencode.h"
#include "pipeline/form/sheet_code.h"
#include "pipeline/generate/acro_form.h"
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

/// The values of a person on one page, as part of the page itself.
void fill_in(Content& content, const FormTemplate& form, const FieldModel& model,
             const PersonValues& values, int page) {
    for (const auto& [spot_id, text] : values.words) {
        const Spot& spot = *form.find_spot(spot_id);
        if (spot.page == page)
            content.write_value(text, spot, model.find(spot.field)->type == FieldType::text_multi);
    }
    for (const auto& spot_id : values.ticks) {
        const Spot& spot = *form.find_spot(spot_id);
        if (spot.page == page)
            content.tick(spot.box);
    }
}

/// Puts sets into a document, one after the other.
class Printer {
  public:
    Printer(const FormTemplate& form, const FieldModel& model, const Fonts& fonts,
            const PrintOptions& options)
        : form_(form),
          model_(model),
          fonts_(fonts),
          options_(options),
          document_(form, fonts),
          document_fonts_(fonts) {}

    Print print(const std::vector<PrintedSet>& sets) {
        need_sheet_characters(document_fonts_, form_);
        for (const auto& set : sets)
            for (const auto& [spot, text] : set.values.words)
                document_fonts_.need(text, Face::body);
        document_fonts_.embed(document_.objects());
        document_.add_fonts(document_fonts_.resources());
        AcroForm acro_form(document_, form_, model_, document_fonts_);
        for (const auto& set : sets) {
            const auto pages = add_pages(set);
            if (options_.fillable)
                acro_form.add_set(set_name(set), pages, set.values);
        }
        if (options_.fillable)
            acro_form.finish();
        else
            document_.make_archival();
        out_.pdf = document_.bytes();
        return std::move(out_);
    }

  private:
    std::vector<std::vector<PoDoFo::PdfObject*>> add_pages(const PrintedSet& set) {
        std::vector<std::vector<PoDoFo::PdfObject*>> pages;
        for (int copy = 1; copy <= options_.copies; ++copy) {
            pages.emplace_back();
            for (int page = 0; page < static_cast<int>(form_.pages.size()); ++page) {
                Content content(PaperToPdf(form_), document_fonts_);
                identify(content, form_, {form_.code, form_.version, set.serial, copy, page + 1},
                         fonts_);
                if (!options_.fillable)
                    fill_in(content, form_, model_, set.values, page);
                pages.back().push_back(&document_.add_page(page, content.operators()));
                out_.pages.push_back({set.serial, copy, page, set.person});
            }
        }
        return pages;
    }

    /// The sheet code up to the serial: what all copies and pages of the set share.
    std::string set_name(const PrintedSet& set) const {
        const std::string code = encode({form_.code, form_.version, set.serial, 1, 1});
        return code.substr(0, code.find(set.serial) + set.serial.size());
    }

    const FormTemplate& form_;
    const FieldModel& model_;
    const Fonts& fonts_;
    PrintOptions options_;
    FormDocument document_;
    DocumentFonts document_fonts_;
    Print out_;
};

}  // namespace

Print print_sets(const FormTemplate& form, const FieldModel& model, const Fonts& fonts,
                 const std::vector<PrintedSet>& sets, const PrintOptions& options) {
    return podofo_call("PDF", [&] { return Printer(form, model, fonts, options).print(sets); });
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
