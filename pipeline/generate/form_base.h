/// The blank pages of a form, ready to be shared by all pages of any number of prints.
///
/// in:  FormTemplate, fonts
/// out: FormBase: libharu's drawing with its fonts made right; made once a run, since it takes
/// longer
///      than printing a set
#pragma once

#include "pipeline/form/form_template.h"
#include "pipeline/generate/fonts.h"

#include <string>

namespace tanfang {

struct FormBase {
    std::string pdf;  ///< one page per page of the form
};

/// @throws Error  as draw_base_pages(); Fault::output_failed from PoDoFo
FormBase make_form_base(const FormTemplate& form, const Fonts& fonts);

}  // namespace tanfang
