/// Prints sets of equal copies of a form.
///
/// in:  FormTemplate, one PrintedSet per set
/// out: Print: a PDF, and what stands on each of its pages
#pragma once

#include "pipeline/form/field_model.h"
#include "pipeline/form/form_template.h"
#include "pipeline/generate/fonts.h"
#include "pipeline/generate/person_values.h"

#include <optional>
#include <string>
#include <vector>

namespace tanfang {

/// The most sets in one flat PDF. Measured: 5000 sets of two copies of two pages take 180 MB and 9
/// s.
inline constexpr int most_sets = 5000;

/// The most sets in one fillable PDF. Measured: 500 sets of the same take 440 MB and a file of 31
/// MB.
inline constexpr int most_fillable_sets = 500;

struct PrintedSet {
    std::string serial;         ///< 10 Crockford base-32 characters, see form/sheet_code.h
    std::optional<int> person;  ///< index of the person, from 0; nothing for a blank set
    PersonValues values;        ///< printable: checked by read_people(); empty for a blank set
};

struct PrintOptions {
    int copies = 1;        ///< of each set, 1 to the number that the form has
    bool fillable = true;  ///< with fields to fill in on screen
};

/// One page of the PDF; its place in Print::pages is its page number.
struct PrintedPage {
    std::string serial;
    int copy = 0;        ///< from 1
    int sheet_page = 0;  ///< page of the form, from 0
    std::optional<int> person;
};

struct Print {
    std::string pdf;
    std::vector<PrintedPage> pages;  ///< in the order set, copy, page
};

/// @param sets  at most most_sets
/// @throws Error  Fault::missing_glyph, Fault::output_failed; Fault::bad_template if form and model
/// do
///                not belong together
Print print_sets(const FormTemplate& form, const FieldModel& model, const Fonts& fonts,
                 const std::vector<PrintedSet>& sets, const PrintOptions& options);

/// The form as every copy shows it, without QR, code and copy label: the picture of it is what the
/// reader subtracts (FormPage::reference).
///
/// @return a PDF with one page per page of the form
std::string print_reference(const FormTemplate& form, const Fonts& fonts);

}  // namespace tanfang
