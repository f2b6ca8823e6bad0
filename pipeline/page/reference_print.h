/// Registers sheets of prints that Tanfang did not make, against the picture of the blank print.
///
/// in:  PageImage, the prints that are known
/// out: RegisteredPage
#pragma once

#include "pipeline/page/print_features.h"
#include "pipeline/page/print_patches.h"
#include "pipeline/page/registered_page.h"

#include <vector>

#include <opencv2/core.hpp>

namespace tanfang {

/// One page of a known print, prepared once for being found in many scans.
class ReferencePrint {
  public:
    /// @param form     outlives this; its page_width and page_height are what the picture spans
    /// @param page     of the form, from 0
    /// @param picture  CV_8UC1, the blank page (or the page of a filled sheet), dark on light, from
    ///                 100 dpi
    ReferencePrint(const FormTemplate& form, int page, const cv::Mat& picture);

    const FormTemplate& form() const { return *form_; }
    int page() const { return page_; }
    /// Outer edge of the table with all its parts; of the whole page if there is none.
    const Box<Mm>& frame() const { return frame_; }
    const PrintFeatures& features() const { return features_; }
    const std::vector<PrintPatch>& patches() const { return patches_; }

  private:
    const FormTemplate* form_;
    int page_;
    Box<Mm> frame_;
    PrintFeatures features_;
    std::vector<PrintPatch> patches_;
};

/// Finds every sheet of the known prints in an image. Of several prints the one wins that fits
/// best; a paper that is like none of them is none of them.
///
/// @param image   outlives the result
/// @param prints  their forms outlive the result
/// @return one entry per sheet, from top left to bottom right in the image; never empty
/// @throws Error Fault::not_our_form       nothing in the image is like any of the prints
///               Fault::poor_registration  a print is there, but parts of it are missing or folded
///               Fault::too_few_pixels     less than 90 dpi on the paper
std::vector<RegisteredPage> register_by_reference(const PageImage& image,
                                                  const std::vector<const ReferencePrint*>& prints);

/// Registers a sheet of a print where a person has shown it. Parts of it may be covered or torn off
/// (RegisteredPage::unseen); what is there must be this print.
///
/// @param image    outlives the result, as the print's form
/// @param corners  of the print's frame() as one reads the form; right within 2 mm
/// @throws Error Fault::bad_usage          the corners are no quadrangle
///               Fault::poor_registration  this print is not there
///               Fault::too_few_pixels     as register_by_reference()
RegisteredPage register_at_corners(const PageImage& image, const ReferencePrint& print,
                                   const Quad<Px>& corners);

}  // namespace tanfang
