/// The only door to Leptonica: an owned Pix, and what we let Leptonica do on masks.
///
/// Leptonica opens no file here: pictures come as cv::Mat and go as cv::Mat.
#pragma once

#include <memory>

#include <opencv2/core.hpp>

struct Pix;

namespace tanfang {

struct PixFree {
    void operator()(Pix* pix) const noexcept;
};
using PixPtr = std::unique_ptr<Pix, PixFree>;

/// @param mask  CV_8UC1, not empty; every value but 0 is ink
/// @return      1 bit a pixel, ink is 1
PixPtr pix_from_mask(const cv::Mat& mask);

/// @param pix  1 bit a pixel
/// @return     CV_8UC1, 0 or 255
cv::Mat mask_from_pix(const PixPtr& pix);

enum class LineDirection { level, upright };

/// Straight thin lines of a mask, for example what is left of a table's lines, or a fold.
///
/// Runs of at least `length` pixels are the seeds; they are filled into the shorter runs that touch
/// them, so that a line that climbs by a row now and then is found as a whole. Thick strokes of the
/// same length are no lines.
///
/// @param mask       CV_8UC1, ink is not 0
/// @param length     px, >= 4
/// @param thickness  px; what is thicker across is no line
/// @return           CV_8UC1, 255 on the lines' pixels
cv::Mat straight_lines(const cv::Mat& mask, LineDirection direction, int length, int thickness);

/// The mask without the lines, strokes that cross them closed again.
///
/// @param lines  from straight_lines() of the same mask
cv::Mat without_lines(const cv::Mat& mask, const cv::Mat& lines, LineDirection direction,
                      int thickness);

}  // namespace tanfang
