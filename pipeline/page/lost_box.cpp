#include "pipeline/page/lost_box.h"

#include <cstdlib>

#include <opencv2/imgproc.hpp>

namespace tanfang {

namespace {

// Of a bracket, in heights of its line.
constexpr double bracket_tall = 0.7, bracket_wide = 0.5, bracket_reach = 0.6;

}  // namespace

std::optional<cv::Rect> bracket_at(const cv::Mat& ink, const cv::Rect& read) {
    const int height = read.height, reach = static_cast<int>(bracket_reach * height);
    const cv::Rect around =
        cv::Rect(read.x - reach, read.y - reach / 2, 2 * reach + height, height + reach) &
        cv::Rect({}, ink.size());
    cv::Mat labels, stats, centroids;
    const int count = cv::connectedComponentsWithStats(ink(around), labels, stats, centroids, 8);
    std::optional<cv::Rect> nearest;
    for (int i = 1; i < count; ++i) {
        const cv::Rect piece(stats.at<int>(i, cv::CC_STAT_LEFT) + around.x,
                             stats.at<int>(i, cv::CC_STAT_TOP) + around.y,
                             stats.at<int>(i, cv::CC_STAT_WIDTH),
                             stats.at<int>(i, cv::CC_STAT_HEIGHT));
        const int apart = std::abs(piece.x - read.x);
        if (piece.height >= bracket_tall * height && piece.width <= bracket_wide * height &&
            apart <= reach && (!nearest || apart < std::abs(nearest->x - read.x)))
            nearest = piece;
    }
    return nearest;
}

}  // namespace tanfang
