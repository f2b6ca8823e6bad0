#include "pipeline/page/print_features.h"

#include <algorithm>
#include <cmath>

#include <opencv2/features2d.hpp>
#include <opencv2/imgproc.hpp>

namespace tanfang {

namespace {

constexpr int candidates = 6000;
constexpr std::size_t most_features = 1500;
// A form's title has the strongest corners of the page, and would take all places; an even spread
// keeps the homography from swinging at the far end of the sheet.
constexpr int cells_along = 30;
constexpr int most_in_a_cell = 10;
constexpr int levels = 4;           // of the pyramid, 1.2 apart
constexpr int fast_threshold = 12;  // grey levels; a worn carbon copy has 40 between ink and paper
constexpr int patch_side = 31;      // px: two characters of print
// Descriptors of one place in two scans differ in 20 to 50 of 256 bits, those of two places in 100.
constexpr int alike_bits = 64;

std::vector<cv::KeyPoint> spread(std::vector<cv::KeyPoint> points, const cv::Size& size) {
    std::stable_sort(points.begin(), points.end(),
                     [](const auto& a, const auto& b) { return a.response > b.response; });
    const double cell = static_cast<double>(std::max(size.width, size.height)) / cells_along;
    const int columns = static_cast<int>(size.width / cell) + 1;
    std::vector<int> taken(static_cast<std::size_t>(columns * (cells_along + 1)), 0);
    std::vector<cv::KeyPoint> out;
    for (const auto& point : points) {
        const auto where = static_cast<std::size_t>(static_cast<int>(point.pt.y / cell) * columns +
                                                    static_cast<int>(point.pt.x / cell));
        if (taken[where] >= most_in_a_cell || out.size() >= most_features)
            continue;
        ++taken[where];
        out.push_back(point);
    }
    return out;
}

}  // namespace

PrintFeatures find_print_features(const cv::Mat& gray, int longer_side) {
    PrintFeatures features;
    features.size = gray.size();
    const double scale =
        std::min(1.0, static_cast<double>(longer_side) / std::max(gray.cols, gray.rows));
    cv::Mat small;
    cv::resize(gray, small, {}, scale, scale, cv::INTER_AREA);
    const auto orb = cv::ORB::create(candidates, 1.2F, levels, patch_side, 0, 2,
                                     cv::ORB::HARRIS_SCORE, patch_side, fast_threshold);
    std::vector<cv::KeyPoint> points;
    orb->detect(small, points);
    points = spread(std::move(points), small.size());
    orb->compute(small, points, features.descriptors);
    const double back_x = static_cast<double>(gray.cols) / small.cols,
                 back_y = static_cast<double>(gray.rows) / small.rows;
    features.at.reserve(points.size());
    for (const auto& point : points)
        features.at.emplace_back((point.pt.x + 0.5) * back_x, (point.pt.y + 0.5) * back_y);
    return features;
}

void mark_distinctive(PrintFeatures& features) {
    features.distinctive.clear();
    if (features.at.size() < 2)
        return;
    std::vector<std::vector<cv::DMatch>> nearest;
    cv::BFMatcher(cv::NORM_HAMMING)
        .knnMatch(features.descriptors, features.descriptors, nearest, 4);
    const double unit = std::max(features.size.width, features.size.height) / 300.0;
    for (std::size_t i = 0; i < nearest.size(); ++i) {
        // the pyramid finds one corner several times: those are no others
        const bool repeated =
            std::any_of(nearest[i].begin(), nearest[i].end(), [&](const cv::DMatch& match) {
                const auto& other = features.at[static_cast<std::size_t>(match.trainIdx)];
                return match.distance < alike_bits && cv::norm(other - features.at[i]) > 2 * unit;
            });
        if (!repeated)
            features.distinctive.push_back(static_cast<int>(i));
    }
}

}  // namespace tanfang
