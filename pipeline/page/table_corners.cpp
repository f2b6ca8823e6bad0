#include "pipeline/page/table_corners.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include <opencv2/imgproc.hpp>

namespace tanfang {

namespace {

constexpr double straight_scan = 0.02;  // opposite sides of a scanned table differ less
constexpr double trimmed = 0.03;        // of a side, at its ends, where lines cross it
constexpr double drawn_share = 0.5;     // of a side's outermost ink that lies on its line
constexpr double straight_share = 0.8;  // the same of a side, or half of one, that is one line
constexpr std::size_t fewest_points = 10;
constexpr double on_line_px = 3;  // of the line: its thickness, and noise
constexpr double stretch = 0.06;  // of a side without a line, of which one point is its

cv::Point2d crossing(const cv::Vec4f& a, const cv::Vec4f& b) {
    const double d = a[0] * b[1] - a[1] * b[0];
    const double t = ((b[2] - a[2]) * b[1] - (b[3] - a[3]) * b[0]) / d;
    return {a[2] + t * a[0], a[3] + t * a[1]};
}

/// Where the outermost ink of each line across a side lies; the figure's depth where there is none.
std::vector<int> outermost(const cv::Mat& mask, bool columns, bool first) {
    const int length = columns ? mask.cols : mask.rows, depth = columns ? mask.rows : mask.cols;
    std::vector<int> ink;
    for (int i = 0; i < length; ++i) {
        int k = 0;
        const auto is_ink = [&] {
            const int at = first ? k : depth - 1 - k;
            return mask.at<uchar>(columns ? at : i, columns ? i : at) != 0;
        };
        while (k < depth / 2 && !is_ink()) ++k;
        ink.push_back(k < depth / 2 ? k : depth);
    }
    return ink;
}

/// The outermost ink along most of a side, of each stretch of it.
///
/// @param reach  px of a stretch on both sides of its middle
std::vector<cv::Point2f> points_of_side(const std::vector<int>& ink, int depth, bool columns,
                                        bool first, int reach) {
    const int length = static_cast<int>(ink.size());
    std::vector<cv::Point2f> points;
    for (int i = static_cast<int>(trimmed * length); i < (1 - trimmed) * length; ++i) {
        const auto from = ink.begin() + std::max(0, i - reach),
                   to = ink.begin() + std::min(length, i + reach + 1);
        const auto most = std::min_element(from, to);
        if (*most == depth)
            continue;
        const auto along = static_cast<float>(most - ink.begin()),
                   across = static_cast<float>(first ? *most : depth - 1 - *most);
        points.emplace_back(columns ? along : across, columns ? across : along);
    }
    return points;
}

/// The share of points that a line goes through.
double share_on(const cv::Vec4f& line, const std::vector<cv::Point2f>& points) {
    const auto on = std::count_if(points.begin(), points.end(), [&line](const cv::Point2f& p) {
        return std::abs((p.x - line[2]) * line[1] - (p.y - line[3]) * line[0]) <= on_line_px;
    });
    return static_cast<double>(on) / static_cast<double>(points.size());
}

cv::Vec4f line_through(const std::vector<cv::Point2f>& points) {
    cv::Vec4f line{};
    cv::fitLine(points, line, cv::DIST_WELSCH, 2.0, 0.01, 0.01);
    return line;
}

/// The line along the first half of a side of which both are straight, but not in line: two tables
/// stand side by side, of which one begins or ends higher. Nothing if it is no such side.
std::optional<cv::Vec4f> line_of_half(const std::vector<cv::Point2f>& points) {
    const auto middle = points.begin() + static_cast<std::ptrdiff_t>(points.size() / 2);
    const std::vector<cv::Point2f> first(points.begin(), middle), second(middle, points.end());
    const cv::Vec4f line = line_through(first);
    if (share_on(line, first) < straight_share ||
        share_on(line_through(second), second) < straight_share)
        return std::nullopt;
    return line;
}

/// The line along a side. Some tables have none there, but rows that end there: then it goes
/// through the outermost ink of stretches that hold a row each.
cv::Vec4f side_of(const cv::Mat& mask, bool columns, bool first) {
    const auto ink = outermost(mask, columns, first);
    const int depth = columns ? mask.rows : mask.cols;
    cv::Vec4f line{};
    for (const double part : {0.0, stretch}) {
        const int reach = static_cast<int>(part * static_cast<double>(ink.size()) / 2);
        const auto points = points_of_side(ink, depth, columns, first, reach);
        if (points.size() < fewest_points)
            return {};
        line = line_through(points);
        const double share = share_on(line, points);
        if (const auto half = line_of_half(points); half && share < straight_share)
            return *half;
        if (share >= drawn_share)
            break;
    }
    return line;
}

}  // namespace

std::optional<TableCorners> corners_of_table(const cv::Mat& figure) {
    std::vector<cv::Point> points;
    cv::findNonZero(figure, points);
    cv::RotatedRect rect = cv::minAreaRect(points);
    double angle = rect.angle;  // clockwise; the turn nearest to none keeps what is up
    angle -= 90 * std::round(angle / 90);
    const cv::Point2f middle = rect.center;
    const auto side = static_cast<float>(std::hypot(figure.cols, figure.rows));
    cv::Mat turn = cv::getRotationMatrix2D(middle, angle, 1), level;
    turn.at<double>(0, 2) += side / 2 - middle.x;
    turn.at<double>(1, 2) += side / 2 - middle.y;
    cv::warpAffine(figure, level, turn, cv::Size(static_cast<int>(side), static_cast<int>(side)),
                   cv::INTER_NEAREST);
    const cv::Rect box = cv::boundingRect(level);
    if (box.empty())
        return std::nullopt;
    const cv::Mat inner = level(box);
    const cv::Vec4f top = side_of(inner, true, true), bottom = side_of(inner, true, false),
                    left = side_of(inner, false, true), right = side_of(inner, false, false);
    if (std::abs(top[0]) < 0.7 || std::abs(bottom[0]) < 0.7 || std::abs(left[1]) < 0.7 ||
        std::abs(right[1]) < 0.7)
        return std::nullopt;
    cv::Mat back;
    cv::invertAffineTransform(turn, back);
    TableCorners corners{crossing(top, left), crossing(top, right), crossing(bottom, right),
                         crossing(bottom, left)};
    for (auto& c : corners) {
        c += cv::Point2d(box.tl());
        c = {back.at<double>(0, 0) * c.x + back.at<double>(0, 1) * c.y + back.at<double>(0, 2),
             back.at<double>(1, 0) * c.x + back.at<double>(1, 1) * c.y + back.at<double>(1, 2)};
    }
    return corners;
}

double shape_of_table(const TableCorners& corners, const cv::Size& picture) {
    const cv::Point2d middle(picture.width / 2.0, picture.height / 2.0);
    const auto m = [&](int i) {
        return cv::Vec3d(corners[static_cast<std::size_t>(i)].x - middle.x,
                         corners[static_cast<std::size_t>(i)].y - middle.y, 1);
    };
    const cv::Vec3d m1 = m(0), m2 = m(1), m3 = m(3), m4 = m(2);
    const double k2 = m1.cross(m4).dot(m3) / m2.cross(m4).dot(m3);
    const double k3 = m1.cross(m4).dot(m2) / m3.cross(m4).dot(m2);
    const cv::Vec3d n2 = k2 * m2 - m1, n3 = k3 * m3 - m1;
    const double sides = (cv::norm(corners[3] - corners[0]) + cv::norm(corners[2] - corners[1])) /
                         (cv::norm(corners[1] - corners[0]) + cv::norm(corners[2] - corners[3]));
    // both pairs of sides nearly parallel: the lens cannot be told, nor does it matter
    if (std::abs(n2[2]) < 0.03 || std::abs(n3[2]) < 0.03)
        return sides;
    const double f2 = -(n2[0] * n3[0] + n2[1] * n3[1]) / (n2[2] * n3[2]);
    if (!(f2 > 0))
        return sides;
    const double width = (n2[0] * n2[0] + n2[1] * n2[1]) / f2 + n2[2] * n2[2];
    const double height = (n3[0] * n3[0] + n3[1] * n3[1]) / f2 + n3[2] * n3[2];
    const double slanted = std::sqrt(height / width);
    return slanted > 0.75 * sides && slanted < 1.33 * sides ? slanted : sides;
}

bool is_scanned(const TableCorners& c) {
    const auto differ = [](const cv::Point2d& a, const cv::Point2d& b) {
        return cv::norm(a - b) / std::max(cv::norm(a), cv::norm(b));
    };
    return differ(c[1] - c[0], c[2] - c[3]) < straight_scan &&
           differ(c[3] - c[0], c[2] - c[1]) < straight_scan;
}

}  // namespace tanfang
