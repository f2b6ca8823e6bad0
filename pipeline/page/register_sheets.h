/// From a page image to registered sheets, of our own prints and of others that are known.
///
/// in:  PageImage, the known forms, the known prints of others
/// out: RegisteredPage
#pragma once

#include "pipeline/page/reference_print.h"
#include "pipeline/page/register_page.h"

#include <vector>

namespace tanfang {

/// Finds the sheets in an image: our own where a fiducial shows, else those of the other prints;
/// where the one finds nothing, the other is tried.
///
/// @param image   outlives the result; so do forms and prints
/// @param prints  may be empty: then this is register_page()
/// @return as register_page() or register_by_reference()
/// @throws Error  likewise; of two reasons the one that says more
std::vector<RegisteredPage> register_sheets(const PageImage& image,
                                            const std::vector<const FormTemplate*>& forms,
                                            const std::vector<const ReferencePrint*>& prints,
                                            const CodeTextSource& code_text);

}  // namespace tanfang
