/// A PDF whose pages all show the base pages of one form, each with something of its own on top.
#pragma once

#include "pipeline/external/podofo.h"
#include "pipeline/form/form_template.h"
#include "pipeline/generate/document_fonts.h"

#include <string>
#include <vector>

namespace tanfang {

/// The base is stored once, however many pages show it.
class FormDocument {
  public:
    /// Draws the base pages and makes libharu's fonts right.
    /// @throws Error  as draw_base_pages(); Fault::output_failed from PoDoFo
    FormDocument(const FormTemplate& form, const Fonts& fonts);

    PoDoFo::PdfVecObjects& objects() { return document_.GetObjects(); }
    PoDoFo::PdfDictionary& catalog() { return document_.GetCatalog()->GetDictionary(); }

    /// Makes fonts known to all pages. Call before add_page().
    void add_fonts(const PoDoFo::PdfDictionary& fonts);

    /// Adds a page at the end.
    ///
    /// @param form_page  page of the form, from 0
    /// @param operators  drawn on top of the base; may be empty
    /// @return the page's object
    PoDoFo::PdfObject& add_page(int form_page, const std::string& operators);

    /// Makes the file PDF/A-1b. Only for documents without fields.
    /// @throws Error  as declare_pdf_a()
    void make_archival();

    /// The finished file. Call once.
    /// @throws Error  Fault::output_failed
    std::string bytes();

  private:
    struct BasePage {
        PoDoFo::PdfReference contents;
        PoDoFo::PdfObject* resources = nullptr;
    };
    void repair_fonts(const std::set<char32_t> (&characters)[2], const Fonts& fonts);
    void take_base_pages();
    void set_viewer_preferences(const FormTemplate& form);

    PoDoFo::PdfMemDocument document_;
    PoDoFo::PdfArray media_box_;
    PoDoFo::PdfReference page_tree_;
    std::vector<BasePage> base_;
    PoDoFo::PdfArray pages_;
    bool archival_ = false;
};

}  // namespace tanfang
