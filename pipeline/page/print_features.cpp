#include "pipeline/page/print_features.h"

#include "pipeline/page/shrink.h"

#include <algorithm>
#include <cmath>

#include <opencv2/features2d.hpp>
#include <opencv2/imgproc.hpp>

namespace tanfang {

namespace {

constexpr int candidates = 5000;
constexpr std::size_t most_features = 1500;
// A form's title has the strongest corners of the page, and would take all places; an even spread
// keeps the homography from swinging at the far end of the sheet.
constexpr int cells_along = 30;
constexpr int most_in_a_cell = 8;
constexpr int levels = 4;           // of the pyramid, 1.2 apart
constexpr int fast_threshold = 12;  // grey levels; a worn carbon copy has 40 between ink and paper
constexpr int patch_side = 31;      // px: two characters of print
constexpr std::size_t most_distinctive = 500;
constexpr int twins_asked = 5;

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

/// About as small as asked: large pictures by a whole factor, which takes a fifth of the time.
cv::Mat shrunk_to(const cv::Mat& gray, int longer_side) {
    const double factor = static_cast<double>(std::max(gray.cols, gray.rows)) / longer_side;
    if (factor >= 1.8)
        return shrink(gray, static_cast<int>(std::lround(factor)));
    cv::Mat small = gray;
    if (factor > 1)
        cv::resize(gray, small, {}, 1 / factor, 1 / factor, cv::INTER_AREA);
    return small;
}

}  // namespace

PrintFeatures find_print_features(const cv::Mat& gray, int longer_side, double stretch) {
    PrintFeatures features;
    features.size = gray.size();
    cv::Mat upright = gray;
    if (stretch != 1)
        cv::resize(gray, upright, {}, 1, stretch, stretch > 1 ? cv::INTER_LINEAR : cv::INTER_AREA);
    const cv::Mat small = shrunk_to(upright, longer_side);
    const auto orb = cv::ORB::create(candidates, 1.2F, levels, patch_side, 0, 2,
                                     cv::ORB::HARRIS_SCORE, patch_side, fast_threshold);
    std::vector<cv::KeyPoint> points;
    orb->detect(small, points);
    points = spread(std::move(points), small.size());
    orb->compute(small, points, features.descriptors);
    const double back_x = static_cast<double>(gray.cols) / small.cols,
                 back_y = static_cast<double>(gray.rows) / small.rows;
    features.at.reserve(points.size());
    for (const auto& point : points) {
        features.at.emplace_back((point.pt.x + 0.5) * back_x, (point.pt.y + 0.5) * back_y);
        features.angle.push_back(point.angle);
    }
    return features;
}

void mark_distinctive(PrintFeatures& features) {
    features.distinctive.clear();
    if (features.at.size() < 2)
        return;
    std::vector<std::vector<cv::DMatch>> nearest;
    cv::BFMatcher(cv::NORM_HAMMING)
        .knnMatch(features.descriptors, features.descriptors, nearest, twins_asked);
    const double unit = std::max(features.size.width, features.size.height) / 300.0;
    std::vector<float> alike;  // distance to the most alike point of another place
    for (std::size_t i = 0; i < nearest.size(); ++i) {
        features.distinctive.push_back(static_cast<int>(i));
        alike.push_back(nearest[i].back().distance);
        for (const auto& match : nearest[i])
            // the pyramid finds one corner several times: those are no others
            if (cv::norm(features.at[static_cast<std::size_t>(match.trainIdx)] - features.at[i]) >
                same_place * unit) {
                alike.back() = match.distance;
                break;
            }
    }
    std::stable_sort(features.distinctive.begin(), features.distinctive.end(), [&](int a, int b) {
        return alike[static_cast<std::size_t>(a)] > alike[static_cast<std::size_t>(b)];
    });
    features.distinctive.resize(std::min(features.distinctive.size(), most_distinctive));
}

}  // namespace tanfang
