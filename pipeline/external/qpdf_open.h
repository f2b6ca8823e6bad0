/// The inside of PdfFile, for the files that implement it.
#pragma once

#include "pipeline/external/qpdf.h"

#include <vector>

#include <qpdf/QPDF.hh>

namespace tanfang {

struct PdfFile::Open {
    QPDF pdf;
    std::vector<QPDFObjectHandle> pages;
    bool rewritten = true;  ///< see PdfForm
};

}  // namespace tanfang
