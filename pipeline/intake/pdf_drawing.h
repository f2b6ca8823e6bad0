/// A PDF page that is more than one picture, drawn by poppler's pdftoppm.
#pragma once

#include "pipeline/intake/launcher.h"

#include <string>

#include <opencv2/core.hpp>

namespace tanfang {

struct DrawnPage {
    cv::Mat bgr;  ///< CV_8UC3
    double cpu_ms = 0;
};

/// Draws a page in a process of its own (limits of memory, CPU time and size of the result).
///
/// @param file    sealed bytes of the PDF
/// @param where   names the page in errors
/// @throws Error  Fault::unreadable_scan if the page cannot be drawn; Fault::unsupported_format if
///                pdftoppm is not installed; Fault::decoder_died if it crashed or took too long
DrawnPage draw_pdf_page(Launcher& launcher, const Descriptor& file, const RenderJob& job,
                        const std::string& where);

}  // namespace tanfang
