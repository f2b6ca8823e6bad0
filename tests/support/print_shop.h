/// Forms for tests, printed by the real program.
#pragma once

#include <string>
#include <vector>

#include "tests/support/paper.h"

namespace tanfang::simulate {

/// One page of paper that came out of the printer, and what its code says.
struct PrintedSheet {
    FormTemplate form;
    int page = 0;  ///< page of the form, from 0
    std::string serial;
    int copy = 0;  ///< from 1
    Paper paper;
};

/// The form of this source tree, e.g. "visit".
FormTemplate installed_form(const std::string& id);

/// Prints one blank set and hands out all pages of one copy, in the order of the form.
///
/// @throws std::runtime_error if the program fails or its manifest lacks a page
std::vector<PrintedSheet> print_sheets(const std::string& form, int copy = 1);

/// The picture of a blank page that the reader subtracts, CV_8UC1.
cv::Mat reference_picture(const FormTemplate& form, int page);

}  // namespace tanfang::simulate
