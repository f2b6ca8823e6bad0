/// Hands that write digits, from a bank of digit_bank.py, and their ways on one sheet.
#pragma once

#include <array>
#include <cstdint>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/pen.h"
#include "tests/support/random.h"
#include <opencv2/imgproc.hpp>

namespace tanfang::simulate {

inline constexpr int picture_px = 56;
inline constexpr std::string_view characters = "0123456789X";

using Hand = std::array<std::vector<cv::Mat>, characters.size()>;

inline std::uint32_t take_count(std::istream& in) {
    std::uint32_t count = 0;
    if (!in.read(reinterpret_cast<char*>(&count), sizeof count))
        throw std::runtime_error("the bank is cut short");
    return count;
}

inline std::vector<Hand> load_hands(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::string magic(4, ' ');
    if (!in.read(magic.data(), 4) || magic != "TFDB")
        throw std::runtime_error("no bank of digits: " + path);
    std::vector<Hand> hands(take_count(in));
    for (Hand& hand : hands)
        for (auto& pictures : hand) {
            pictures.resize(take_count(in));
            for (cv::Mat& picture : pictures) {
                picture.create(picture_px, picture_px, CV_8UC1);
                in.read(reinterpret_cast<char*>(picture.data), picture_px * picture_px);
            }
        }
    return hands;
}

/// One hand's way on one sheet.
struct Style {
    const Hand* hand = nullptr;
    Pen pen;
    double height = 0.6;  // of the comb's
    double wide = 1;
    double slant = 0;
    double strength = 0.5;  // ink level of the picture that counts as the stroke's edge
    double unrest = 0.05;
};

inline Style some_style(const std::vector<Hand>& hands, Random& random) {
    Style style;
    style.hand = &random.pick(hands);
    style.pen = some_pen(random);
    if (random.chance(0.12))
        style.pen.color = {static_cast<uchar>(150 + random.below(60)),
                           static_cast<uchar>(130 + random.below(60)),
                           static_cast<uchar>(120 + random.below(60))};
    style.height = random.uniform(0.42, 0.8);
    style.wide = random.uniform(0.85, 1.2);
    style.slant = random.normal(0.08);
    style.strength = random.uniform(0.25, 0.7);
    style.unrest = random.uniform(0.02, 0.07);
    return style;
}

/// The picture at its size on paper; CV_32FC1 coverage.
inline cv::Mat coverage_of(const cv::Mat& picture, double height_px, const Style& style,
                           Random& random) {
    const double scale = height_px / (picture_px * 0.72);
    const int side = std::max(8, cvRound(picture_px * scale * 1.3));
    const double shear = style.slant + random.normal(0.04);
    const double sx = scale * style.wide * (1 + random.normal(0.05)),
                 sy = scale * (1 + random.normal(0.05));
    const double c = picture_px / 2.0, m = side / 2.0;
    const cv::Matx23d map(sx, -shear * scale, m - sx * c + shear * scale * c, 0, sy, m - sy * c);
    cv::Mat drawn, coverage;
    cv::warpAffine(picture, drawn, map, {side, side}, cv::INTER_CUBIC);
    drawn.convertTo(coverage, CV_32FC1, 1.0 / 255);
    coverage = (coverage - (style.strength - 0.15)) / 0.3;
    return cv::min(cv::max(coverage, 0.0), 1.0);
}

}  // namespace tanfang::simulate
