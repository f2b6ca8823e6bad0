/// PDF files as scanners and office programs make them, written into memory by libqpdf.
#pragma once

#include <string>
#include <vector>

#include <opencv2/core.hpp>

namespace tanfang::support {

/// A page that shows one picture from edge to edge.
struct PdfScan {
    enum class Coding { jpeg, group4, flate };
    cv::Mat pixels;  ///< CV_8UC1 (0 and 255 only for group4) or CV_8UC3 (BGR)
    Coding coding = Coding::flate;
    double dpi = 300;
    int bits = 8;           ///< 1 or 8; flate only
    int rotate = 0;         ///< degrees, as a viewer turns the page
    bool inverted = false;  ///< stored inverted, with a /Decode that says so
    std::string before = {};     ///< commands before the picture is drawn
    std::string after = {};      ///< commands after it
    std::string data = {};       ///< if given, stands in the file instead of the coded pixels
    double shrink_to = 1;   ///< side of the picture in pages; below 1 it does not cover the page
};

struct PdfProtection {
    std::string user = {};   ///< password to open; empty: none
    std::string owner = {};  ///< password to change
};

std::string pdf_file(const std::vector<PdfScan>& pages, const PdfProtection& protection = {});

/// A PDF of pages without any content.
std::string pdf_of_empty_pages(int count);

}  // namespace tanfang::support
