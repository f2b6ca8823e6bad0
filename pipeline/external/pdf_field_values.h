/// The values of one field of a PDF from outside, wherever its viewer has stored them.
#pragma once

#include "pipeline/external/pdf_form.h"

#include <string>
#include <vector>

#include <qpdf/QPDFObjectHandle.hh>

namespace tanfang {

/// Stands where there is a text that nobody can read.
inline const std::string unknown_text = "\uFFFD";

/// Adds the values of a field of texts.
/// @param value    of the field itself or above it; need not be initialized
/// @param widgets  that are not the field itself
void take_texts(PdfFormField& field, QPDFObjectHandle value,
                const std::vector<QPDFObjectHandle>& widgets);

/// Adds the states of a field of boxes.
void take_states(PdfFormField& field, QPDFObjectHandle value,
                 const std::vector<QPDFObjectHandle>& widgets);

}  // namespace tanfang
