/// One page of a scan as pixels, and where it came from.
#pragma once

#include <string>

#include <opencv2/core.hpp>

namespace tanfang {

struct PageImage {
    cv::Mat gray;             ///< CV_8UC1, dark ink on light paper; never empty
    cv::Mat color;            ///< CV_8UC3 BGR of the same size; empty if the scan is grey or 1-bit
    double tag_dpi = 0;       ///< resolution the file claims; 0 if it claims none
    bool bilevel = false;     ///< the file stores 1 bit a pixel
    double child_cpu_ms = 0;  ///< CPU time of the decoding children, which no clock of ours counts

    std::string file;    ///< path as given by the user
    std::string sha256;  ///< of the whole file, 64 hex digits
    int page = 0;        ///< from 0, within the file
};

}  // namespace tanfang
