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

cv::Range level(const cv::Rect& box) {
    return {box.x, box.br().x};
}

cv::Range upright(const cv::Rect& box) {
    return {box.y, box.br().y};
}

bool stand_side_by_side(const cv::Rect& one, const cv::Rect& other) {
    return stand_in_line(level(one), level(other), upright(one), upright(other));
}

/// Labels of the figures that come next to a table: one that is a part of it, or two that stand
/// side by side and are a part together; empty if there is none.
std::vector<int> next_parts(const cv::Rect& frame, const std::vector<LineFigure>& figures) {
    for (const auto& one : figures)
        if (are_parts_of_one(frame, one.box))
            return {one.label};
    for (const auto& one : figures)
        for (const auto& other : figures)
            if (one.label < other.label && stand_side_by_side(one.box, other.box) &&
                are_parts_of_one(frame, one.box | other.box))
                return {one.label, other.label};
    return {};
}

/// Boxes that stand in one row, from left to right.
using TableRow = std::vector<cv::Rect>;

std::vector<TableRow> rows_of_tables(std::vector<cv::Rect> boxes) {
    std::sort(boxes.begin(), boxes.end(), [](const auto& a, const auto& b) { return a.y < b.y; });
    std::vector<TableRow> rows;
    for (const auto& box : boxes) {
        const int shared = rows.empty() ? 0
                                        : std::min(rows.back().back().br().y, box.br().y) -
                                              std::max(rows.back().back().y, box.y);
        if (rows.empty() || 2 * shared < std::min(rows.back().back().height, box.height))
            rows.emplace_back();
        rows.back().push_back(box);
    }
    for (auto& row : rows)
        std::sort(row.begin(), row.end(), [](const auto& a, const auto& b) { return a.x < b.x; });
    return rows;
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
    return stand_in_line(upright(one), upright(other), level(one), level(other)) ||
           stand_side_by_side(one, other);
}

std::vector<LineFigure> take_with_parts(std::vector<LineFigure>& figures) {
    std::vector<LineFigure> parts;
    if (figures.empty())
        return parts;
    cv::Rect frame;
    for (std::vector<int> next{figures.front().label}; !next.empty();
         next = next_parts(frame, figures))
        for (const int label : next) {
            const auto part =
                std::find_if(figures.begin(), figures.end(),
                             [label](const LineFigure& figure) { return figure.label == label; });
            frame |= part->box;
            parts.push_back(*part);
            figures.erase(part);
        }
    return parts;
}

std::vector<cv::Rect> tables_in_order(const std::vector<LineFigure>& parts) {
    std::vector<cv::Rect> boxes, tables;
    for (const auto& part : parts) boxes.push_back(part.box);
    const auto rows = rows_of_tables(boxes);
    const bool columns = std::all_of(rows.begin(), rows.end(), [&rows](const TableRow& row) {
        return row.size() == rows.front().size();
    });
    std::size_t above = 0;  // tables in the row before
    for (const auto& row : rows) {
        const bool goes_on = above > 0 && (columns || (above == 1 && row.size() == 1));
        for (std::size_t i = 0; i < row.size(); ++i)
            if (goes_on)
                tables[tables.size() - row.size() + i] |= row[i];
            else
                tables.push_back(row[i]);
        above = row.size();
    }
    return tables;
}

}  // namespace tanfang
