/// Picture files of every kind a scanner makes, written into memory by the codec libraries.
#pragma once

#include <string>
#include <vector>

#include <opencv2/core.hpp>

namespace tanfang::support {

/// A page of text-like black strokes on white paper, the same for the same seed.
/// @return CV_8UC1 with 0 and 255 only
cv::Mat ink_page(int width, int height, unsigned seed);

/// `page` as it looks when grey noise of a scanner lies on it. CV_8UC1
cv::Mat with_noise(const cv::Mat& page, unsigned seed);

/// `page` as BGR, with a red square as of a seal in its middle.
cv::Mat with_seal(const cv::Mat& page);

struct JpegOptions {
    int quality = 95;
    int dpi = 0;  ///< 0: no density in the file
    bool progressive = false;
    bool scan_per_channel = false;  ///< instead of all channels together
    bool cmyk = false;              ///< writes four channels made from the grey ones
    bool per_centimeter = false;
};
/// @param pixels  CV_8UC1 or CV_8UC3 (BGR)
std::string jpeg_file(const cv::Mat& pixels, const JpegOptions& options = {});

struct PngOptions {
    int bits = 8;  ///< 1, 2, 4, 8 or 16
    int dpi = 0;
    bool palette = false;  ///< grey levels as palette entries
    bool alpha = false;    ///< adds an alpha channel: transparent where the pixel is black
    bool interlaced = false;
};
/// @param pixels  CV_8UC1 or CV_8UC3 (BGR)
std::string png_file(const cv::Mat& pixels, const PngOptions& options = {});

struct TiffOptions {
    int compression = 1;  ///< COMPRESSION_... of tiff.h
    int bits = 8;         ///< 1 or 8 (grey only)
    bool zero_is_white = false;
    bool low_bit_first = false;  ///< FillOrder 2
    bool tiled = false;
    bool one_strip = false;  ///< instead of strips of 64 rows
    int orientation = 1;
    double dots_per_inch = 0;
    double dots_per_centimeter = 0;
};
/// A TIFF file of one or more pages. @param pages  CV_8UC1 or CV_8UC3 (BGR)
std::string tiff_file(const std::vector<cv::Mat>& pages, const TiffOptions& options = {});

}  // namespace tanfang::support
