#include "pipeline/page/fiducials.h"

#include "pipeline/page/shrink.h"

#include <algorithm>
#include <cmath>

#include <opencv2/aruco.hpp>
#include <opencv2/imgproc.hpp>

namespace tanfang {

namespace {

// Longer side of the image in which markers are looked for first: 8 mm are then 40 px on a full A4
// scan and 33 px on a photo with a table around the sheet. The second try is for markers that are
// small, blurred or in shadow.
constexpr int first_side = 1500;
constexpr int second_side = 3000;
constexpr int markers_of_a_page = 4;

constexpr int probes_per_side = 17;
constexpr double probe_from = 0.14,
                 probe_to = 0.86;     // share of a side; corners are rounded by blur
constexpr double probe_reach = 0.11;  // of the side, to both sides: 0.9 of a module
constexpr int probe_steps = 24;

cv::Ptr<cv::aruco::DetectorParameters> parameters(bool thorough) {
    auto p = cv::aruco::DetectorParameters::create();
    p->adaptiveThreshWinSizeMin = thorough ? 7 : 23;
    p->adaptiveThreshWinSizeMax = thorough ? 55 : 23;
    p->adaptiveThreshWinSizeStep = 16;
    p->minMarkerPerimeterRate = 0.03;
    p->maxMarkerPerimeterRate = 0.6;
    p->polygonalApproxAccuracyRate = 0.06;
    p->minDistanceToBorder = 1;
    p->cornerRefinementMethod = cv::aruco::CORNER_REFINE_NONE;
    return p;
}

double bilinear(const cv::Mat& gray, Point<Px> p) {
    const double x = std::clamp(p.x - 0.5, 0.0, gray.cols - 1.001),
                 y = std::clamp(p.y - 0.5, 0.0, gray.rows - 1.001);
    const int ix = static_cast<int>(x), iy = static_cast<int>(y);
    const double fx = x - ix, fy = y - iy;
    const auto* above = gray.ptr<uchar>(iy) + ix;
    const auto* below = gray.ptr<uchar>(iy + 1) + ix;
    return (1 - fy) * ((1 - fx) * above[0] + fx * above[1]) +
           fy * ((1 - fx) * below[0] + fx * below[1]);
}

/// Where the profile from outside (light) to inside (dark) crosses half its height; negative if it
/// does not.
double edge_position(const std::array<double, probe_steps>& profile) {
    const auto [low, high] = std::minmax_element(profile.begin(), profile.end());
    if (*high - *low < 25 || high > low)
        return -1;
    const double half = (*high + *low) / 2;
    for (auto it = high; it < low; ++it)
        if (it[0] >= half && it[1] < half)
            return static_cast<double>(it - profile.begin()) + (it[0] - half) / (it[0] - it[1]);
    return -1;
}

/// A straight line through the edge points of one side, as (direction, point).
bool fit_side(const cv::Mat& gray, Point<Px> a, Point<Px> b, cv::Vec4f& line) {
    const double dx = b.x - a.x, dy = b.y - a.y, side = std::hypot(dx, dy);
    const double nx = dy / side, ny = -dx / side;  // outwards, for corners in clockwise order
    const double reach = probe_reach * side;
    std::vector<cv::Point2f> edge;
    for (int i = 0; i < probes_per_side; ++i) {
        const double t = probe_from + (probe_to - probe_from) * i / (probes_per_side - 1);
        std::array<double, probe_steps> profile;
        for (int k = 0; k < probe_steps; ++k) {
            const double d = reach * (1 - 2.0 * k / (probe_steps - 1));
            profile[static_cast<std::size_t>(k)] =
                bilinear(gray, {a.x + t * dx + d * nx, a.y + t * dy + d * ny});
        }
        const double at = edge_position(profile);
        if (at < 0)
            continue;
        const double d = reach * (1 - 2.0 * at / (probe_steps - 1));
        edge.emplace_back(static_cast<float>(a.x + t * dx + d * nx),
                          static_cast<float>(a.y + t * dy + d * ny));
    }
    if (edge.size() < probes_per_side / 2)
        return false;
    cv::fitLine(edge, line, cv::DIST_HUBER, 0, 0.01, 0.01);
    return true;
}

bool intersection(const cv::Vec4f& a, const cv::Vec4f& b, Point<Px>& at) {
    const double cross = a[0] * b[1] - a[1] * b[0];
    if (std::abs(cross) < 0.3)
        return false;
    const double t = ((b[2] - a[2]) * b[1] - (b[3] - a[3]) * b[0]) / cross;
    at = {a[2] + t * a[0], a[3] + t * a[1]};
    return true;
}

/// Moves the corners to where the four fitted sides meet; keeps a corner that cannot be refined.
void refine(const cv::Mat& gray, Quad<Px>& corners) {
    std::array<cv::Vec4f, 4> sides;
    std::array<bool, 4> fitted;
    for (std::size_t i = 0; i < 4; ++i)
        fitted[i] = fit_side(gray, corners[i], corners[(i + 1) % 4], sides[i]);
    const double side = std::hypot(corners[1].x - corners[0].x, corners[1].y - corners[0].y);
    const Quad<Px> before = corners;
    for (std::size_t i = 0; i < 4; ++i) {
        const std::size_t previous = (i + 3) % 4;
        Point<Px> at;
        if (fitted[i] && fitted[previous] && intersection(sides[previous], sides[i], at) &&
            std::hypot(at.x - before[i].x, at.y - before[i].y) < 2 * probe_reach * side)
            corners[i] = at;
    }
}

std::vector<FoundFiducial> detect(const cv::Mat& gray, const std::set<int>& ids, int longer_side,
                                  bool thorough) {
    const double longest = std::max(gray.cols, gray.rows);
    const int factor = std::max(1, static_cast<int>(std::lround(longest / longer_side)));
    const cv::Mat small = shrink(gray, factor);
    static const auto dictionary = cv::aruco::getPredefinedDictionary(cv::aruco::DICT_4X4_50);
    std::vector<std::vector<cv::Point2f>> corners;
    std::vector<int> found_ids;
    cv::aruco::detectMarkers(small, dictionary, corners, found_ids, parameters(thorough));
    std::vector<FoundFiducial> found;
    for (std::size_t i = 0; i < found_ids.size(); ++i) {
        if (!ids.contains(found_ids[i]))
            continue;
        FoundFiducial fiducial{found_ids[i], {}};
        for (std::size_t k = 0; k < 4; ++k)
            fiducial.corners[k] = {(corners[i][k].x + 0.5) * factor,
                                   (corners[i][k].y + 0.5) * factor};
        refine(gray, fiducial.corners);
        found.push_back(fiducial);
    }
    return found;
}

}  // namespace

std::vector<FoundFiducial> find_fiducials(const cv::Mat& gray, const std::set<int>& ids) {
    auto found = detect(gray, ids, first_side, false);
    if (found.size() >= markers_of_a_page)
        return found;
    for (const bool finer : {false, true}) {
        auto again = detect(gray, ids, finer ? second_side : first_side, true);
        if (again.size() > found.size())
            found = std::move(again);
        if (found.size() >= markers_of_a_page)
            break;
    }
    return found;
}

bool shows_fiducial(const cv::Mat& gray, const std::set<int>& ids) {
    return !detect(gray, ids, first_side, false).empty();
}

}  // namespace tanfang
