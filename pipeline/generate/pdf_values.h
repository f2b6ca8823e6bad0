/// Values of a PDF file in the words of PoDoFo: numbers, texts, streams.
#pragma once

#include "pipeline/external/podofo.h"

#include <initializer_list>
#include <string>

namespace tanfang {

PoDoFo::PdfObject integer(long value);
PoDoFo::PdfArray numbers(std::initializer_list<double> values);
PoDoFo::PdfString pdf_text(const std::string& utf8);

/// A new compressed stream in the file of `neighbor`.
PoDoFo::PdfObject& stream_object(PoDoFo::PdfObject& neighbor, const std::string& bytes);

/// A number as it stands in a content stream: at most three decimals (0.35 micrometres).
std::string pdf_number(double value);

}  // namespace tanfang
