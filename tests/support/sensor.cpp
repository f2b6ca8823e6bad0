#include "tests/support/sensor.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

namespace tanfang::simulate {
namespace {

/// One tile of noise serves all sheets, shifted by chance: drawing 26 million normal numbers a
/// sheet would take longer than all the rest.
const cv::Mat& grain_tile() {
    static const cv::Mat tile = [] {
        cv::Mat grain(1021, 1021, CV_32FC3);
        cv::RNG source(20260301);
        source.fill(grain, cv::RNG::NORMAL, 0, 1);
        return grain;
    }();
    return tile;
}

/// Adds grain of the given sigma to every channel.
void add_grain(cv::Mat& bgr, double sigma, Random& random) {
    const cv::Mat& tile = grain_tile();
    const int shift_x = random.below(tile.cols);
    const int shift_y = random.below(tile.rows);
    for (int y = 0; y < bgr.rows; ++y) {
        auto* pixels = bgr.ptr<cv::Vec3b>(y);
        const auto* grain = tile.ptr<cv::Vec3f>((y + shift_y) % tile.rows);
        int from = shift_x;
        for (int x = 0; x < bgr.cols; ++x) {
            for (int c = 0; c < 3; ++c)
                pixels[x][c] = cv::saturate_cast<uchar>(pixels[x][c] +
                                                        grain[from][c] * static_cast<float>(sigma));
            if (++from == tile.cols)
                from = 0;
        }
    }
}

/// A lamp at one side: the far edge gets up to a third less light.
void light_unevenly(cv::Mat& bgr, Random& random) {
    const double angle = random.uniform(0, 2 * CV_PI);
    const double loss = random.uniform(0.1, 0.35);
    const double warm = random.uniform(0.85, 1);
    for (int y = 0; y < bgr.rows; ++y) {
        auto* pixels = bgr.ptr<cv::Vec3b>(y);
        for (int x = 0; x < bgr.cols; ++x) {
            const double along = (double(x) / bgr.cols - 0.5) * std::cos(angle) +
                                 (double(y) / bgr.rows - 0.5) * std::sin(angle);
            const double light = 1 - loss * (along + 0.5);
            pixels[x] = {cv::saturate_cast<uchar>(pixels[x][0] * light * warm),
                         cv::saturate_cast<uchar>(pixels[x][1] * light * (0.5 + warm / 2)),
                         cv::saturate_cast<uchar>(pixels[x][2] * light)};
        }
    }
}

/// Rounds the cosine coefficients of 8x8 blocks, coarser for finer detail, as JPEG does.
void quantise_blocks(cv::Mat& gray, double step) {
    for (int y = 0; y + 8 <= gray.rows; y += 8) {
        for (int x = 0; x + 8 <= gray.cols; x += 8) {
            cv::Mat part = gray(cv::Rect(x, y, 8, 8));
            double low = 0;
            double high = 0;
            cv::minMaxLoc(part, &low, &high);
            if (high - low < step / 2)
                continue;  // an even block comes out as it was
            cv::Mat block;
            part.convertTo(block, CV_32F);
            cv::dct(block, block);
            for (int v = 0; v < 8; ++v)
                for (int u = 0; u < 8; ++u) {
                    const auto quantum = static_cast<float>(step * (1 + 0.4 * (u + v)));
                    auto& value = block.at<float>(v, u);
                    value = std::round(value / quantum) * quantum;
                }
            cv::idct(block, block);
            block.convertTo(part, CV_8U);
        }
    }
}

}  // namespace

cv::Scalar some_table(Random& random) {
    const double dark = random.uniform(40, 120);
    return {dark * random.uniform(0.6, 1), dark * random.uniform(0.8, 1), dark};
}

void expose(cv::Mat& bgr, const ScanCondition& condition, Random& random) {
    const double blur_px = condition.blur_mm * condition.dpi / mm_per_inch;
    if (blur_px > 0.3)
        cv::GaussianBlur(bgr, bgr, {}, blur_px * random.uniform(0.7, 1));
    if (condition.photo)
        light_unevenly(bgr, random);
    if (condition.fade > 0) {
        const double kept = 1 - condition.fade * random.uniform(0.6, 1);
        bgr.convertTo(bgr, -1, kept, 240 * (1 - kept));
    }
    if (condition.noise > 0)
        add_grain(bgr, condition.noise, random);
}

PageImage develop(const cv::Mat& bgr, const ScanCondition& condition, Random& random) {
    PageImage image;
    image.file = condition.name;
    image.sha256 = std::string(64, '0');
    image.tag_dpi = condition.photo ? 0 : condition.dpi;
    cv::cvtColor(bgr, image.gray, cv::COLOR_BGR2GRAY);
    if (condition.bilevel) {
        image.bilevel = true;
        cv::threshold(image.gray, image.gray, random.uniform(130, 180), 255, cv::THRESH_BINARY);
    } else if (condition.color) {
        image.color = bgr.clone();
    } else if (condition.block_step > 0) {
        quantise_blocks(image.gray, condition.block_step);
    }
    return image;
}

}  // namespace tanfang::simulate
