#include "pipeline/page/table_parts.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

namespace tanfang {

namespace {

// Of the side that two parts of a table share: a heading takes 10 mm of 160. Two sheets have their
// margins between them.
constexpr double most_between = 0.08;
constexpr double aligned_share = 0.1;  // a table that leans by 5 degrees moves its sides so far
constexpr double lowest_part = 0.03;   // else it is a rule below a heading

/// Whether one part stands behind the other along a direction, in line across it.
bool stand_in_line(cv::Range along, cv::Range other_along, cv::Range across,
                   cv::Range other_across) {
    const double side = std::max(across.size(), other_across.size());
    const double between =
        std::max(along.start, other_along.start) - std::min(along.end, other_along.end);
    return std::abs(across.start - other_across.start) <= aligned_share * side &&
           std::abs(across.end - other_across.end) <= aligned_share * side &&
           between >= -aligned_share * side && between <= most_between * side &&
           std::min(along.size(), other_along.size()) >= lowest_part * side;
}

}  // namespace

std::vector<LineFigure> figures_of(const cv::Mat& ink, cv::Mat& labels) {
    cv::Mat stats, centroids;
    const int count = cv::connectedComponentsWithStats(ink, labels, stats, centroids, 8);
    std::vector<LineFigure> figures;
    for (int i = 1; i < count; ++i)
        figures.push_back(
            {{stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
              stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT)},
             i});
    std::sort(figures.begin(), figures.end(),
              [](const auto& a, const auto& b) { return a.box.area() > b.box.area(); });
    return figures;
}

bool are_parts_of_one(const cv::Rect& one, const cv::Rect& other) {
    const auto level = [](const cv::Rect& box) { return cv::Range(box.x, box.br().x); };
    const auto upright = [](const cv::Rect& box) { return cv::Range(box.y, box.br().y); };
    return stand_in_line(upright(one), upright(other), level(one), level(other)) ||
           stand_in_line(level(one), level(other), upright(one), upright(other));
}

std::vector<LineFigure> take_with_parts(std::vector<LineFigure>& figures) {
    std::vector<LineFigure> parts;
    cv::Rect frame;
    for (auto next = figures.begin(); next != figures.end();) {
        frame |= next->box;
        parts.push_back(*next);
        figures.erase(next);
        next = std::find_if(figures.begin(), figures.end(), [&frame](const auto& figure) {
            return are_parts_of_one(frame, figure.box);
        });
    }
    return parts;
}

std::vector<cv::Rect> tables_side_by_side(const std::vector<LineFigure>& parts) {
    std::vector<cv::Rect> boxes, tables;
    for (const auto& part : parts) boxes.push_back(part.box);
    std::sort(boxes.begin(), boxes.end(), [](const auto& a, const auto& b) { return a.x < b.x; });
    for (const auto& box : boxes)
        if (tables.empty() || box.x >= tables.back().br().x)
            tables.push_back(box);
        else
            tables.back() |= box;
    return tables;
}

}  // namespace tanfang
