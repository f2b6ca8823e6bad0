/// The fields of a fillable PDF: typing into one copy of a set fills all its copies.
///
/// Field names are the spots' ids below one name per set, `TF1/V/1/8J4K2M7Q9T.visit_date.year`: the
/// head of the sheet code, so that a returned file says which set it is. One-of-N choices are one
/// checkbox field whose widgets have the options as states; several-of-N are a field per option.
/// Raw dictionaries: PoDoFo's own field classes write neither appearances nor shared names.
#pragma once

#include "pipeline/form/field_model.h"
#include "pipeline/generate/document_fonts.h"
#include "pipeline/generate/form_document.h"
#include "pipeline/generate/paper.h"
#include "pipeline/generate/person_values.h"

#include <map>
#include <string>
#include <vector>

namespace tanfang {

class AcroForm {
  public:
    /// @param values_fonts  of the values that are filled in already and of typing (need_typing());
    ///                      embedded
    AcroForm(FormDocument& document, const FormTemplate& form, const FieldModel& model,
             const DocumentFonts& values_fonts);

    /// Adds the fields of one set.
    ///
    /// @param name   of the set, without a dot
    /// @param pages  pages[copy][page of the form]
    void add_set(const std::string& name, const std::vector<std::vector<PoDoFo::PdfObject*>>& pages,
                 const PersonValues& values);

    /// Puts the form into the document's catalog. Call once, at the end.
    void finish();

  private:
    using Pages = std::vector<std::vector<PoDoFo::PdfObject*>>;

    PoDoFo::PdfObject& new_field(PoDoFo::PdfObject& parent, const std::string& partial_name);
    void add_choice(PoDoFo::PdfObject& parent, const Field& field, const Pages& pages,
                    const PersonValues& values);
    void add_choice_per_option(PoDoFo::PdfObject& parent, const Field& field, const Pages& pages,
                               const PersonValues& values);
    void add_date(PoDoFo::PdfObject& parent, const Field& field, const Pages& pages,
                  const PersonValues& values);
    void add_text(PoDoFo::PdfObject& parent, const std::string& partial_name, const Spot& spot,
                  const Field& field, const std::string& tip, const Pages& pages,
                  const PersonValues& values);
    PoDoFo::PdfObject& new_widget(PoDoFo::PdfObject& field, PoDoFo::PdfObject& page,
                                  const Spot& spot);
    void add_box_widgets(PoDoFo::PdfObject& field, const Spot& spot, const std::string& state,
                         bool ticked, const Pages& pages);
    PoDoFo::PdfReference box_look(const Spot& spot, const std::string& state);
    PoDoFo::PdfObject& appearance(const Spot& spot, const std::string& operators);
    PoDoFo::PdfObject& shared_appearance(const Spot& spot, const std::string& operators);
    std::string value_operators(const Spot& spot, const Field& field,
                                const std::u32string& text) const;

    FormDocument& document_;
    const FormTemplate& form_;
    PaperToPdf paper_;
    const FieldModel& model_;
    const DocumentFonts& fonts_;
    PoDoFo::PdfObject* value_resources_ = nullptr;
    PoDoFo::PdfArray sets_;
    std::map<PoDoFo::PdfObject*, PoDoFo::PdfArray> annotations_;    ///< by page
    std::map<std::string, PoDoFo::PdfObject*> shared_appearances_;  ///< by size and operators
    std::map<std::string, PoDoFo::PdfReference> box_looks_;         ///< by size and state
    PoDoFo::PdfReference tick_caption_;
};

}  // namespace tanfang
