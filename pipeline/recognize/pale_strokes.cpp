#include "pipeline/recognize/pale_strokes.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <opencv2/imgproc.hpp>

namespace tanfang {

namespace {

// Chosen, with strokes of 0.3 to 0.8 mm in mind.
constexpr double bleed_mm = 0.3;  // how far the print's edges bleed
constexpr double edge_mm = 0.2;   // how far a stroke's own edges do
constexpr double least_stroke_mm2 = 0.06;
constexpr double widest_stroke_mm = 1.2;
constexpr double longest_stroke_mm = 4;  // of what is pale in one piece: most of a character

cv::Mat grown(const cv::Mat& mask, double mm, double px_per_mm) {
    const int reach = 2 * static_cast<int>(std::lround(mm * px_per_mm)) + 1;
    cv::Mat out;
    cv::dilate(mask, out, cv::getStructuringElement(cv::MORPH_RECT, {reach, reach}));
    return out;
}

/// What `low` shows between bodies of the mask that are so near to each other that their edges
/// meet.
cv::Mat bridges(const cv::Mat& mask, const cv::Mat& low, double px_per_mm) {
    const int reach = 2 * static_cast<int>(std::lround(edge_mm * px_per_mm)) + 1;
    cv::Mat closed, bodies, gaps;
    cv::morphologyEx(mask, closed, cv::MORPH_CLOSE,
                     cv::getStructuringElement(cv::MORPH_ELLIPSE, {reach, reach}));
    cv::Mat out = cv::Mat::zeros(mask.size(), CV_8UC1);
    if (cv::connectedComponents(mask, bodies) <= 2)
        return out;
    const int count = cv::connectedComponents(closed & low & ~mask, gaps);
    std::vector<int> touched(static_cast<std::size_t>(count), 0);
    std::vector<unsigned char> joins(static_cast<std::size_t>(count), 0);
    for (int y = 1; y + 1 < mask.rows; ++y)
        for (int x = 1; x + 1 < mask.cols; ++x) {
            const auto gap = static_cast<std::size_t>(gaps.at<int>(y, x));
            if (gap == 0)
                continue;
            for (int dy = -1; dy <= 1; ++dy)
                for (int dx = -1; dx <= 1; ++dx)
                    if (const int body = bodies.at<int>(y + dy, x + dx); body > 0) {
                        joins[gap] |= touched[gap] > 0 && touched[gap] != body;
                        touched[gap] = body;
                    }
        }
    for (int y = 0; y < mask.rows; ++y)
        for (int x = 0; x < mask.cols; ++x)
            if (joins[static_cast<std::size_t>(gaps.at<int>(y, x))])
                out.at<uchar>(y, x) = 255;
    return out;
}

/// What `low` shows beyond the edges of the mask: pieces as large and as slim as strokes, with what
/// joins them to it.
cv::Mat continuations(const cv::Mat& mask, const cv::Mat& low, double px_per_mm) {
    cv::Mat out = cv::Mat::zeros(mask.size(), CV_8UC1);
    const cv::Mat beyond = low & ~grown(mask, edge_mm, px_per_mm);
    const double least = least_stroke_mm2 * px_per_mm * px_per_mm;
    if (cv::countNonZero(beyond) < least)
        return out;
    cv::Mat depth, labels, stats, centroids;
    cv::distanceTransform(low, depth, cv::DIST_L2, 3);
    const int count = cv::connectedComponentsWithStats(beyond, labels, stats, centroids, 8, CV_32S);
    const double joint_mm = edge_mm + 1 / px_per_mm;
    const int rim = static_cast<int>(std::lround(joint_mm * px_per_mm));
    for (int i = 1; i < count; ++i) {
        const cv::Rect box(stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                           stats.at<int>(i, cv::CC_STAT_WIDTH),
                           stats.at<int>(i, cv::CC_STAT_HEIGHT));
        if (stats.at<int>(i, cv::CC_STAT_AREA) < least ||
            std::max(box.width, box.height) > longest_stroke_mm * px_per_mm)
            continue;
        const cv::Rect around =
            cv::Rect(box.x - rim, box.y - rim, box.width + 2 * rim, box.height + 2 * rim) &
            cv::Rect({}, mask.size());
        const cv::Mat piece = labels(around) == i;
        double deepest = 0;
        cv::minMaxLoc(depth(around), nullptr, &deepest, nullptr, nullptr, piece);
        const cv::Mat joined = grown(piece, joint_mm, px_per_mm) & low(around);
        if (2 * deepest <= widest_stroke_mm * px_per_mm &&
            cv::countNonZero(joined & mask(around)) > 0)
            out(around).setTo(255, joined);
    }
    return out;
}

}  // namespace

cv::Mat with_pale_strokes(const FieldInk& field, const cv::Mat& calm, double level,
                          const cv::Mat& mask) {
    const cv::Mat others = (field.pen > field.threshold) & ~mask;
    const cv::Mat low = (calm > level) &
                        ~grown(field.print > possible_print, bleed_mm, field.px_per_mm) &
                        ~grown(others, edge_mm, field.px_per_mm);
    return mask | bridges(mask, low, field.px_per_mm) | continuations(mask, low, field.px_per_mm);
}

}  // namespace tanfang
