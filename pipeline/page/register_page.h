/// From a page image to registered sheets: which form is it, where is it, which sheet is it.
///
/// in:  PageImage (intake/), the known forms
/// out: RegisteredPage
#pragma once

#include "pipeline/page/registered_page.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace tanfang {

/// Second source for the sheet code: reads the printed text of a registered page.
/// Returns nothing if it cannot be read for sure.
using CodeTextSource = std::function<std::optional<SheetCode>(const RegisteredPage&)>;

/// Finds every sheet of ours in an image.
///
/// Three fiducials and the printed lines suffice. The QR code is believed only if its check is
/// right and it agrees with the fiducials on form and page; else the printed text is asked.
///
/// @param image      outlives the result
/// @param forms      outlive the result; their fiducial numbers differ
/// @param code_text  may be empty
/// @return one entry per sheet, from top left to bottom right in the image; never empty
/// @throws Error Fault::not_our_form       no fiducials: blank page, other paper
///               Fault::other_version      a code of a template version that is not among the forms
///               Fault::poor_registration  fewer than three fiducials, or the print does not fit
///               Fault::too_few_pixels     less than 90 dpi on the paper
std::vector<RegisteredPage> register_page(const PageImage& image,
                                          const std::vector<const FormTemplate*>& forms,
                                          const CodeTextSource& code_text);

/// Corners of the printed table that a person has shown.
struct ShownCorners {
    const FormTemplate* form = nullptr;
    int page = 0;      ///< of the form, from 0
    Quad<Px> corners;  ///< of the outer frame as one reads the form; right within 2 mm
};

/// Registers a page whose fiducials are covered or torn off. The printed lines correct what the
/// person could not see exactly, and the same residual decides as for register_page().
///
/// @param image      outlives the result, as the form
/// @param code_text  may be empty
/// @throws Error Fault::bad_usage          the form has no such page, or the corners are no
///                                         quadrangle
///               Fault::poor_registration  the print does not fit there
///               Fault::too_few_pixels, other_version  as register_page()
RegisteredPage register_at_corners(const PageImage& image, const ShownCorners& shown,
                                   const CodeTextSource& code_text);

}  // namespace tanfang
