/// A PDF whose pages show the base pages of one form, each with something of its own on top, and
/// plain pages between them. It is written while it grows.
#pragma once

#include "pipeline/external/podofo.h"
#include "pipeline/form/form_template.h"
#include "pipeline/generate/form_base.h"
#include "pipeline/generate/pdf_output.h"

#include <iosfwd>
#include <string>
#include <vector>

namespace tanfang {

enum class DocumentKind {
    fillable,  ///< PDF 1.7: pages and fields stay in memory to the end
    archival,  ///< PDF/A-1b, without fields
};

/// The base is stored once, however many pages show it.
class FormDocument {
  public:
    /// @param out  binary; outlives the document
    /// @throws Error  Fault::output_failed from PoDoFo or as declare_pdf_a()
    FormDocument(const FormTemplate& form, const FormBase& base, DocumentKind kind,
                 std::ostream& out);

    PoDoFo::PdfVecObjects& objects() { return document_.GetObjects(); }
    PoDoFo::PdfDictionary& catalog() { return document_.GetCatalog()->GetDictionary(); }

    /// Makes fonts known to all pages. Call before the first page.
    void add_fonts(const PoDoFo::PdfDictionary& fonts);

    /// Writes a compressed stream, e.g. drawing operators that several pages may share.
    PoDoFo::PdfReference add_stream(const std::string& bytes);

    /// Writes an object of one's own, e.g. a picture; the object is gone afterwards.
    PoDoFo::PdfReference write(PoDoFo::PdfObject& object);

    /// Adds a page of the form at the end.
    ///
    /// @param form_page  from 0
    /// @param drawn      streams of operators, in this order on top of the base; may be empty
    /// @return the page's object, for fields; give it to finish_page() when nothing comes any more
    PoDoFo::PdfObject& add_page(int form_page, const std::vector<PoDoFo::PdfReference>& drawn);

    /// Adds a page of the same size that shows only what is drawn.
    /// @param pictures  XObjects by resource name; may be empty
    PoDoFo::PdfObject& add_plain_page(const std::vector<PoDoFo::PdfReference>& drawn,
                                      const PoDoFo::PdfDictionary& pictures);

    void finish_page(PoDoFo::PdfObject& page);

    /// Completes the file. Call once.
    /// @throws Error  Fault::output_failed
    void finish();

  private:
    struct BasePage {
        PoDoFo::PdfReference contents;
        PoDoFo::PdfObject* resources = nullptr;
    };
    void take_base_pages();
    void set_properties(const FormTemplate& form);
    PoDoFo::PdfObject& new_page(const PoDoFo::PdfObject& resources);
    void close_branch();

    PoDoFo::PdfMemDocument document_;
    PdfOutput output_;
    PoDoFo::PdfArray media_box_;
    PoDoFo::PdfReference page_tree_;
    std::vector<BasePage> base_;
    PoDoFo::PdfDictionary fonts_;
    PoDoFo::PdfObject* plain_resources_ = nullptr;
    PoDoFo::PdfObject* branch_ = nullptr;  ///< of the page tree, for the pages to come
    PoDoFo::PdfArray leaves_;              ///< pages of that branch
    PoDoFo::PdfArray branches_;
    long page_count_ = 0;
};

}  // namespace tanfang
