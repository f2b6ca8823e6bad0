/// A print that is not ours, ready to be found in scans and read: its spots, and the look of the
/// blank sheet.
///
/// in:  a variant (form/variant.h) and its reference
/// out: KnownPrint
#pragma once

#include "pipeline/app/forms.h"
#include "pipeline/page/reference_print.h"
#include "pipeline/recognize/ink.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <opencv2/core.hpp>

namespace tanfang {

struct KnownPrint {
    std::string name;                    ///< under which a home keeps it; empty: none does
    std::unique_ptr<FormTemplate> form;  ///< its place in memory is what `pages` refer to
    std::vector<ReferencePrint> pages;   ///< of each page of the form that is known
    std::vector<PrintedInk> ink;         ///< by page of the form; empty where it is not known
};

/// @param pictures  CV_8UC1, one of each page of the form, spanning it exactly; empty: not known
KnownPrint know_print(FormTemplate form, const std::vector<cv::Mat>& pictures);

/// Loads a variant from its file, and the reference that lies beside it: a PDF or a picture,
/// decoded in a child process like any scan.
///
/// @param forms   the installed forms: a variant of one of them may have its spots only; of any
///                other form, only checkboxes
/// @throws Error  Fault::bad_settings if the variant is wrong, or its reference cannot be read,
/// lacks
///                a page or has another shape than the page by more than 1 %
KnownPrint load_known_print(const std::filesystem::path& variant, const Forms& forms);

}  // namespace tanfang
