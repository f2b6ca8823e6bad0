#include "pipeline/recognize/tile.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <opencv2/imgproc.hpp>

namespace tanfang {

namespace {

constexpr int character_height_px = 22;
constexpr int character_width_px = 27;

// Tone: the darkest tenth of the ink becomes 20, paper 255, and a pen so faint that it has less
// than 60 levels is not stretched further.
constexpr int darkest_tone = 20;
constexpr double least_contrast = 60;
constexpr double dark_share = 0.9;

/// The ink level that nine tenths of the mask's pixels do not exceed.
double dark_level(const cv::Mat& pen, const cv::Mat& mask) {
    std::vector<unsigned char> levels;
    for (int y = 0; y < pen.rows; ++y)
        for (int x = 0; x < pen.cols; ++x)
            if (mask.at<unsigned char>(y, x))
                levels.push_back(pen.at<unsigned char>(y, x));
    if (levels.empty())
        return 255;
    const auto at = levels.begin() + static_cast<std::ptrdiff_t>(
                                         static_cast<double>(levels.size() - 1) * dark_share);
    std::nth_element(levels.begin(), at, levels.end());
    return *at;
}

cv::Mat scaled(const cv::Mat& picture, double scale) {
    cv::Mat out;
    const cv::Size size(std::max(1, static_cast<int>(std::lround(picture.cols * scale))),
                        std::max(1, static_cast<int>(std::lround(picture.rows * scale))));
    cv::resize(picture, out, size, 0, 0, scale < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
    return out;
}

cv::Rect with_border(const cv::Rect& box, int border, const cv::Size& whole) {
    return cv::Rect(box.x - border, box.y - border, box.width + 2 * border,
                    box.height + 2 * border) &
           cv::Rect({0, 0}, whole);
}

}  // namespace

cv::Mat on_white(const cv::Mat& pen, const cv::Mat& mask) {
    const double contrast = std::max(least_contrast, dark_level(pen, mask));
    cv::Mat near_ink, stretched;
    cv::dilate(mask, near_ink, cv::Mat::ones(3, 3, CV_8UC1));
    pen.convertTo(stretched, CV_8UC1, -(255 - darkest_tone) / contrast, 255);
    cv::Mat out(pen.size(), CV_8UC1, cv::Scalar(255));
    stretched.copyTo(out, near_ink);
    return out;
}

cv::Mat character_tile(const cv::Mat& pen, const cv::Mat& mask, int cell_height) {
    cv::Mat tile(tile_px, tile_px, CV_8UC1, cv::Scalar(255));
    const cv::Rect ink = cv::boundingRect(mask);
    if (ink.empty())
        return tile;
    const double scale =
        std::min(character_height_px / std::max<double>(ink.height, 0.25 * cell_height),
                 static_cast<double>(character_width_px) / ink.width);
    const cv::Rect crop = with_border(ink, 1, pen.size());
    cv::Mat character = scaled(on_white(pen(crop), mask(crop)), scale);
    const cv::Rect centered((tile_px - character.cols) / 2, (tile_px - character.rows) / 2,
                            character.cols, character.rows);
    const cv::Rect visible = centered & cv::Rect(0, 0, tile_px, tile_px);
    character(visible - centered.tl()).copyTo(tile(visible));
    return tile;
}

cv::Mat line_strip(const cv::Mat& pen, const cv::Mat& mask, int height, int least_ink) {
    const cv::Rect ink = cv::boundingRect(mask);
    if (ink.empty())
        return {};
    cv::Mat strip = scaled(on_white(pen(ink), mask(ink)),
                           static_cast<double>(height) / std::max(ink.height, least_ink));
    cv::copyMakeBorder(strip, strip, height / 4, height / 4, height / 4, height / 4,
                       cv::BORDER_CONSTANT, cv::Scalar(255));
    return strip;
}

}  // namespace tanfang
