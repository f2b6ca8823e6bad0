#include "pipeline/recognize/tile.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <opencv2/imgproc.hpp>

namespace tanfang {

namespace {

constexpr int character_height_px = 22;
constexpr int character_width_px = 27;
constexpr int han_side_px = 41;

// Tone: the darkest tenth of the ink becomes 20, paper 255, and a pen so faint that it has less
// than 60 levels is not stretched further.
constexpr int darkest_tone = 20;
constexpr double least_tile_contrast = 60;
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

cv::Mat white_tile(int side) {
    return cv::Mat(side, side, CV_8UC1, cv::Scalar(255));
}

/// The ink within its box, scaled and laid into the middle of a white tile.
cv::Mat centered(const cv::Mat& pen, const cv::Mat& mask, const cv::Rect& ink, int side,
                 double scale) {
    cv::Mat tile = white_tile(side);
    const cv::Rect crop = with_border(ink, 1, pen.size());
    const cv::Mat character = scaled(on_white(pen(crop), mask(crop)), scale);
    const cv::Rect place((side - character.cols) / 2, (side - character.rows) / 2, character.cols,
                         character.rows);
    const cv::Rect visible = place & cv::Rect(0, 0, side, side);
    character(visible - place.tl()).copyTo(tile(visible));
    return tile;
}

}  // namespace

cv::Mat on_white(const cv::Mat& pen, const cv::Mat& mask) {
    const double contrast = std::max(least_tile_contrast, dark_level(pen, mask));
    cv::Mat near_ink, stretched;
    cv::dilate(mask, near_ink, cv::Mat::ones(3, 3, CV_8UC1));
    pen.convertTo(stretched, CV_8UC1, -(255 - darkest_tone) / contrast, 255);
    cv::Mat out(pen.size(), CV_8UC1, cv::Scalar(255));
    stretched.copyTo(out, near_ink);
    return out;
}

cv::Mat character_tile(const cv::Mat& pen, const cv::Mat& mask, int cell_height) {
    const cv::Rect ink = cv::boundingRect(mask);
    if (ink.empty())
        return white_tile(tile_px);
    return centered(pen, mask, ink, tile_px,
                    std::min(character_height_px / std::max<double>(ink.height, 0.25 * cell_height),
                             static_cast<double>(character_width_px) / ink.width));
}

cv::Mat han_tile(const cv::Mat& pen, const cv::Mat& mask, double line_height) {
    const cv::Rect ink = cv::boundingRect(mask);
    if (ink.empty())
        return white_tile(han_tile_px);
    const double side = std::max(
        {static_cast<double>(ink.width), static_cast<double>(ink.height), 0.3 * line_height});
    return centered(pen, mask, ink, han_tile_px, han_side_px / side);
}

}  // namespace tanfang
